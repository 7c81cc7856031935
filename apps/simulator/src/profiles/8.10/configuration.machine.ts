import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { Tenant } from '../../cluster/tenant.ts';
import type { ExporterPhase } from '../../zeebe/zeebe.state.ts';
import { whenReady } from '../../when-ready.ts';
import { initialConfiguration } from './configuration.state.ts';
import type { Change, ChangeGoal, ChangeStatus, ConfigurationState, Mode } from './configuration.state.ts';
import { defaultTenant } from '../8.8/history-names.ts';

const rememberedChanges = 20;
const retryMs = 1_000;

/** One replica of a partition, in the order in which a restore takes them. */
export interface RestoreStep {
  readonly broker: number;
  readonly partitionId: number;
}

/** The dynamic configuration: exporting, the mode and a restore are changes of it, and there is one change at a time. */
export class ConfigurationMachine {
  constructor(
    private readonly cluster: ClusterContext,
    private readonly tenants: readonly Tenant[],
  ) {}

  get state(): ConfigurationState {
    return (this.cluster.state.configuration ??= initialConfiguration());
  }

  pending(): Change | undefined {
    return this.state.changes.find(({ status }) => status === 'IN_PROGRESS');
  }

  last(): Change | undefined {
    return this.state.changes.findLast(({ status }) => status !== 'IN_PROGRESS');
  }

  find(id: number): Change | undefined {
    return this.state.changes.find((change) => change.id === id);
  }

  phaseOf(tenant: string): ExporterPhase {
    return this.state.exporting[tenant] ?? 'EXPORTING';
  }

  modeOf(tenant: string): Mode {
    return this.state.modes[tenant] ?? 'PROCESSING';
  }

  /** Begins a change. `afterMs` is when it takes effect; undefined: only when it is made to. There must be none pending. */
  begin(goal: ChangeGoal, afterMs: number | undefined): Change {
    this.state.lastId += 1;
    const change: Change = {
      id: this.state.lastId,
      goal,
      startedAt: this.cluster.now(),
      status: 'IN_PROGRESS',
      endedAt: null,
      restored: [],
    };
    this.state.changes = [...this.state.changes.slice(1 - rememberedChanges), change];
    this.record(change, 'STARTED');
    if (afterMs !== undefined)
      this.cluster.timeline.after(afterMs, { kind: 'change-proceeds', changeId: change.id });
    return change;
  }

  /** A restore is done replica by replica; any other change at once, as far as its brokers are up. */
  proceed(id: number): void {
    const change = this.find(id);
    if (change?.status !== 'IN_PROGRESS') return;
    if (change.goal.kind === 'restore') this.restoreNext(change);
    else this.apply(change);
  }

  /** @returns whether there was such a change, and it was pending */
  cancel(id: number): boolean {
    const change = this.find(id);
    if (change?.status !== 'IN_PROGRESS') return false;
    this.end(change, 'CANCELLED');
    return true;
  }

  fail(change: Change): void {
    this.end(change, 'FAILED');
  }

  /** Replicas that started take the phase of the configuration, and a change that waited for them goes through. */
  converge(): void {
    const change = this.pending();
    for (const { id, zeebe } of this.tenants) zeebe.exporting.change(this.phaseOf(id));
    if (change?.goal.kind === 'exporting' && change.waits === true) this.apply(change);
  }

  /** Before it was fixed, a new leader began to export without a look at the configuration. */
  leadersChanged(tenant: string, partitionIds: readonly number[]): void {
    const zeebe = this.tenant(tenant)?.zeebe;
    if (zeebe === undefined || partitionIds.length === 0) return;
    if (this.cluster.state.settings.zeebe.leaderChangeResumes)
      zeebe.exporting.change('EXPORTING', partitionIds);
  }

  /** What a restore of this tenant has to do, in order. */
  stepsOf(tenant: string): RestoreStep[] {
    const replicas = this.tenant(tenant)?.context.state.zeebe.replicas ?? [];
    return replicas
      .map(({ broker, partitionId }) => ({ broker, partitionId }))
      .toSorted((a, b) => a.broker - b.broker || a.partitionId - b.partitionId);
  }

  tenant(id: string): Tenant | undefined {
    return this.tenants.find((tenant) => tenant.id === id);
  }

  private apply(change: Change): void {
    const { goal } = change;
    if (goal.kind === 'exporting') {
      for (const id of goal.tenants) {
        this.state.exporting[id] = goal.phase;
        this.tenant(id)?.zeebe.exporting.change(goal.phase);
      }
      // Brokers that are down have to follow before it is complete.
      if (this.someBrokerIsDown()) {
        change.waits = true;
        return;
      }
    }
    if (goal.kind === 'mode') for (const id of goal.tenants) this.state.modes[id] = goal.mode;
    this.end(change, 'COMPLETED');
  }

  private restoreNext(change: Change): void {
    const { goal } = change;
    if (goal.kind !== 'restore') return;
    const [tenantId] = goal.tenants;
    const steps = this.stepsOf(tenantId);
    const step = steps[change.restored.length];
    const { restoreDurationMs } = this.cluster.state.settings.zeebe;
    const again = (ms: number) =>
      this.cluster.timeline.after(ms, { kind: 'change-proceeds', changeId: change.id });
    const proceeds = () => {
      if (change.status !== 'IN_PROGRESS') return;
      if (step !== undefined) change.restored.push({ ...step, completedAt: this.cluster.now() });
      if (change.restored.length < steps.length) {
        again(restoreDurationMs);
        return;
      }
      this.state.modes[tenantId] = 'PROCESSING';
      this.end(change, 'COMPLETED');
    };
    const done = whenReady(this.makeSchema(change, tenantId), () => {
      if (step !== undefined && this.stepFails(step)) {
        again(retryMs);
        return undefined;
      }
      const backupId = goal.backupIds.at(-1) ?? 0;
      const restored = step && this.tenant(tenantId)?.zeebe.data.restoreInPlace(step.partitionId, backupId);
      return whenReady(restored, proceeds);
    });
    if (done instanceof Promise) this.watch(done, () => again(retryMs));
  }

  /** Only real stores take their time, and may fail: then the step is tried again. */
  private watch(step: Promise<void>, retry: () => void): void {
    step
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.cluster.record('zeebe', 'component', { event: 'restore fails', reason });
        retry();
      })
      .finally(() => this.cluster.changed());
  }

  /** It comes first: indices that no snapshot brought back are made, empty. */
  private makeSchema({ restored }: Change, tenantId: string): void | Promise<void> {
    const isDue = restored.length === 0 && this.cluster.config.components.includes('webapps');
    return isDue ? this.tenant(tenantId)?.history.start() : undefined;
  }

  private stepFails({ broker, partitionId }: RestoreStep): boolean {
    const target = { component: `broker-${broker}`, method: 'RESTORE', path: `/partitions/${partitionId}` };
    return this.cluster.faults.takeWhere(
      target,
      'restoreStepFails',
      (spec) => spec.partitionId === partitionId,
    );
  }

  private someBrokerIsDown(): boolean {
    const zeebe = this.tenant(defaultTenant)?.zeebe;
    return this.cluster.state.zeebe.brokers.some(({ id }) => zeebe?.partitions.isServing(id) === false);
  }

  private end(change: Change, status: ChangeStatus): void {
    change.status = status;
    change.endedAt = this.cluster.now();
    this.cluster.timeline.drop((task) => task.kind === 'change-proceeds' && task.changeId === change.id);
    this.record(change, status);
  }

  private record({ id, goal }: Change, event: string): void {
    this.cluster.record('zeebe', 'configuration', { event, changeId: id, ...goal });
  }
}
