import type { SimulatedCluster } from '../../cluster/simulated-cluster.ts';
import type { Call } from '../../http/call.ts';
import type { ExporterPhase } from '../../zeebe/zeebe.state.ts';
import type { ConfigurationMachine } from './configuration.machine.ts';
import type { Change } from './configuration.state.ts';

/** What came of a call that changes the configuration. */
export interface ChangeOutcome {
  /** Why it failed: another change is pending, it did not end in time, or it failed; absent when it is done. */
  readonly problem?: 'pending' | 'timed-out' | 'failed';
  readonly message?: string;
  /** Whether anything changed, or will. */
  readonly performed: boolean;
}

const done: ChangeOutcome = { performed: true };
const nothing: ChangeOutcome = { performed: false };

export const pendingText = ({ id }: Change): string =>
  `Cannot start a new change of the cluster configuration while change ${id} is in progress.`;

const timedOut = ({ id }: Change): ChangeOutcome => ({
  problem: 'timed-out',
  message: `Timed out waiting for exporter state change ${id}`,
  performed: true,
});

const refused = (change: Change): ChangeOutcome => ({
  problem: 'pending',
  message: pendingText(change),
  performed: false,
});

function isDone(cluster: SimulatedCluster, configuration: ConfigurationMachine, goal: Goal): boolean {
  return cluster.tenants
    .filter(({ id }) => goal.tenants.includes(id))
    .every(
      ({ id, context }) =>
        configuration.phaseOf(id) === goal.phase &&
        context.state.zeebe.replicas.every(({ phase }) => phase === goal.phase),
    );
}

interface Goal {
  readonly kind: 'exporting';
  readonly tenants: readonly string[];
  readonly phase: ExporterPhase;
}

/** The faults of exporting, as they show where exporting is a change of the configuration. */
function fromFaults(
  cluster: SimulatedCluster,
  configuration: ConfigurationMachine,
  call: Call,
  goal: Goal,
): ChangeOutcome | undefined {
  const { faults, timeline } = cluster.context;
  const failure = faults.take(call, 'envelopeFailure');
  if (failure !== undefined)
    return { problem: 'failed', message: failure.message ?? 'INTERNAL_ERROR: failed', performed: false };
  if (goal.phase === 'EXPORTING' && faults.take(call, 'resumeIgnored') !== undefined) return nothing;
  const stuck = faults.take(call, 'exporterStuck');
  if (stuck !== undefined) {
    for (const id of goal.tenants) configuration.state.exporting[id] = goal.phase;
    if (stuck.ms !== undefined) timeline.after(stuck.ms, { kind: 'exporting-changes', phase: goal.phase });
    return nothing;
  }
  const partial = goal.phase === 'EXPORTING' ? undefined : faults.take(call, 'partialPause');
  if (partial === undefined) return undefined;
  const change = configuration.begin(goal, undefined);
  for (const { id, zeebe } of cluster.tenants)
    if (goal.tenants.includes(id)) zeebe.exporting.change(goal.phase, partial.partitions);
  configuration.fail(change);
  return {
    problem: 'failed',
    message: `Exporter state change ${change.id} failed to apply`,
    performed: true,
  };
}

/**
 * Pauses or resumes by a change of the configuration, and waits for its end. It is refused while another change is
 * pending; one that is not done in time fails the call, and still takes effect later.
 */
export function changeExporting(
  cluster: SimulatedCluster,
  configuration: ConfigurationMachine,
  call: Call,
  { tenants, phase }: Omit<Goal, 'kind'>,
): ChangeOutcome | Promise<ChangeOutcome> {
  const goal: Goal = { kind: 'exporting', tenants, phase };
  const faulty = fromFaults(cluster, configuration, call, goal);
  if (faulty !== undefined) return faulty;
  const pending = configuration.pending();
  if (pending !== undefined) return refused(pending);
  if (isDone(cluster, configuration, goal)) return nothing;
  const settings = cluster.state.settings.zeebe;
  const late = cluster.context.faults.take(call, 'changeTimesOut');
  if (late !== undefined) return timedOut(configuration.begin(goal, late.ms));
  const change = configuration.begin(goal, settings.changeDurationMs);
  return waitFor(cluster, change, settings.changeTimeoutMs);
}

async function waitFor(cluster: SimulatedCluster, change: Change, timeoutMs: number): Promise<ChangeOutcome> {
  const { timeline } = cluster.context;
  const deadline = timeline.now() + timeoutMs;
  timeline.after(timeoutMs, { kind: 'wakes' });
  await cluster.until(() => change.status !== 'IN_PROGRESS' || timeline.now() >= deadline);
  if (change.status === 'IN_PROGRESS') return timedOut(change);
  if (change.status === 'COMPLETED') return done;
  return {
    problem: 'failed',
    message: `Exporter state change ${change.id} failed to apply`,
    performed: true,
  };
}
