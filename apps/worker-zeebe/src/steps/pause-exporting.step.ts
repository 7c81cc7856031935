import { Injectable } from '@nestjs/common';
import {
  heldState,
  pauseKindOf,
  SOFT_PAUSE_PATCHES,
  StepFailure,
  versionsOf,
  type ExportingState,
  type PauseKind,
  type StepName,
} from '#domain';
import { ClusterClients, PauseLine, Step, type PassResult, type StepContext, type Wait } from '#engine';

/** A cluster whose brokers all answer pauses in well under a second. */
const DEADLINE_MS = 60_000;

const KINDS = {
  soft: { intent: 'soft-pause exporting', holds: 'every partition is soft-paused' },
  hard: { intent: 'hard-pause exporting', holds: 'every partition is hard-paused' },
} as const satisfies Record<PauseKind, object>;

/**
 * Pauses exporting, softly wherever the version of Zeebe can, and reads it back from every broker: the answer to the call says
 * little, since a failure comes with HTTP 200, too. The pause intent is on record before the call, for any process that
 * survives. Before it begins, the run waits for one of the pause windows.
 */
@Injectable()
export class PauseExportingStep extends Step {
  readonly name: StepName = 'pause-exporting';

  constructor(
    private readonly clients: ClusterClients,
    private readonly line: PauseLine,
  ) {
    super();
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  override waitToBegin(context: StepContext): Promise<Wait | null> {
    return this.line.wait(context);
  }

  async pass(context: StepContext): Promise<PassResult> {
    const late = this.line.latecomers(context);
    if (late !== null) return { done: false, answer: late };
    const { zeebe: version } = versionsOf(context.run);
    const kind = pauseKindOf(version);
    if (kind === 'hard') requireHardPauseAllowed(version, context);
    const before = await this.read(context);
    refuseForeign(before, kind, context);
    if (before === heldState(kind)) return holds(kind);
    await context.intend(KINDS[kind].intent, {
      kind: context.run.kind,
      number: context.run.number,
      runId: context.run.runId,
      fence: context.run.fence,
      deadline: context.pause?.deadline ?? Date.now() + context.cluster.pauseBudget,
    });
    await context.mutate((call) => this.clients.of(context.cluster.name).exporting.pause(kind, call));
    const after = await this.read(context);
    return after === heldState(kind)
      ? holds(kind)
      : { done: false, exporting: after, answer: `exporting is ${after}; pausing again` };
  }

  private read(context: StepContext): Promise<ExportingState> {
    return this.clients.of(context.cluster.name).topology.exporting(context.look());
  }
}

/** The preflight asks for it as well; what it read is on record, and the file may have changed since. */
function requireHardPauseAllowed(version: string | null | undefined, { cluster }: StepContext): void {
  if (cluster.hardPause === 'allowed') return;
  throw StepFailure.permanent(
    'refused',
    `Zeebe ${version ?? ''} can only pause exporting hard, and hardPause of cluster "${cluster.name}" is refused. Update the patch (${SOFT_PAUSE_PATCHES} and every later version can pause softly), or set clusters[].hardPause to allowed.`,
    { component: 'zeebe' },
  );
}

/**
 * A foreign pause is neither taken over nor changed: a soft pause over a hard one exports nothing and reports
 * SOFT_PAUSED, and the other way round the broker cannot start again (recorded on 8.6.0).
 */
function refuseForeign(exporting: ExportingState, kind: PauseKind, context: StepContext): void {
  const ours = context.pause !== null;
  const otherKind = heldState(kind === 'soft' ? 'hard' : 'soft');
  if (exporting === 'running' || (ours && exporting !== otherKind)) return;
  if (!ours && exporting === 'unknown') {
    throw StepFailure.transient(
      'unexpected-answer',
      'not every partition shows a leader with an exporter phase yet',
      { component: 'zeebe' },
    );
  }
  throw StepFailure.permanent(
    'pause-foreign',
    `exporting is already ${exporting}, and this run did not ask for it. Find out who paused it, resume it (\`holdfast exporting resume ${context.cluster.name}\`), then run again.`,
    { component: 'zeebe', answer: exporting },
  );
}

function holds(kind: PauseKind): PassResult {
  return { done: true, exporting: heldState(kind), pause: 'holds', answer: KINDS[kind].holds };
}
