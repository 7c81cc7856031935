import { z } from 'zod';
import { isInProcess, StepFailure, type Component, type PlannedSnapshot, type StepName } from '#domain';
import type { IndexRecovery } from '#search';
import { confirmedPlan, Step, type ClusterClients, type PassResult, type StepContext } from '#engine';
import { deletableBy } from './may-delete.ts';

/** A large index takes hours (ms). */
const DEADLINE_MS = 24 * 3_600_000;

/** A call whose answer was lost may still be carried out within this (ms). */
const SETTLE_MS = 5_000;

const keptSchema = z.looseObject({
  /** Snapshots that are back. */
  restored: z.array(z.string()).catch([]),
  /** The one that was asked for last. */
  asked: z.string().nullable().catch(null),
  /** How often indices were deleted that the running cluster made again. */
  cleared: z.int().catch(0),
});

/** A cluster that makes indices again more often than this does not rest (deletions). */
const CLEARINGS = 5;

type Recovered = 'nothing' | 'running' | 'done' | 'broken';

/**
 * Restores the snapshots of one component, one after the other. Elasticsearch continues by itself once it accepted a
 * restore; its recovery of each index shows whether that was our restore, and its progress.
 */
export class RestoreSnapshotsStep extends Step {
  readonly name: StepName;

  constructor(
    private readonly component: Exclude<Component, 'zeebe' | 'database'>,
    private readonly clients: ClusterClients,
  ) {
    super();
    this.name = `restore-${component}`;
  }

  deadlineMs(): number {
    return DEADLINE_MS;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const snapshots = confirmedPlan(context.run).snapshots.filter(
      (each) => each.component === this.component,
    );
    const { restored } = keptSchema.parse(context.memory.kept);
    const next = snapshots.find(({ snapshot }) => !restored.includes(snapshot));
    const progress = { done: restored.length, total: snapshots.length };
    if (!next) return { done: true, answer: `${restored.length} snapshots restored`, progress };
    const { state, message } = await this.examine(next, context);
    switch (state) {
      case 'done':
        return this.restored(context, next, progress);
      case 'running':
        return { done: false, answer: message, progress };
      case 'broken':
        return this.clear(context, next, message);
      case 'nothing':
        return this.ask(context, next, progress);
    }
  }

  private restored(
    context: StepContext,
    { snapshot }: PlannedSnapshot,
    { done, total }: { done: number; total: number },
  ): PassResult {
    const { restored } = keptSchema.parse(context.memory.kept);
    context.keep({ restored: [...restored, snapshot], asked: null });
    const answer = `${snapshot} restored, ${done + 1} of ${total}`;
    return { done: done + 1 === total, answer, progress: { done: done + 1, total } };
  }

  private async ask(
    context: StepContext,
    next: PlannedSnapshot,
    progress: { done: number; total: number },
  ): Promise<PassResult> {
    // Some parts hold nothing: those of archived indices, before anything was archived.
    if (next.indices.length === 0) return this.restored(context, next, progress);
    const { asked } = keptSchema.parse(context.memory.kept);
    if (asked === next.snapshot && Date.now() - (context.memory.intendedAt ?? 0) < SETTLE_MS)
      return { done: false, answer: `${next.snapshot}: requested, not started yet`, progress };
    const { restores } = this.clients.of(context.cluster.name);
    const { repository } = context.cluster.records;
    context.keep({ asked: next.snapshot });
    await context.intend(`restore ${next.snapshot}`);
    await context.mutate((call) => restores.restore({ repository, snapshot: next.snapshot }, call));
    return { done: false, answer: `${next.snapshot}: asked for`, progress };
  }

  /** What became of the indices of a snapshot: only one that we asked for may be ours. */
  private async examine(
    next: PlannedSnapshot,
    context: StepContext,
  ): Promise<{ state: Recovered; message: string }> {
    if (next.indices.length === 0) return { state: 'nothing', message: '' };
    const { restores } = this.clients.of(context.cluster.name);
    const found = await restores.recovery(next.indices, context.look());
    if (found.length === 0) return { state: 'nothing', message: '' };
    const { asked } = keptSchema.parse(context.memory.kept);
    const ours = found.every(({ type, snapshot }) => type === 'snapshot' && snapshot === next.snapshot);
    if (asked !== next.snapshot && !ours) return this.obstructed(context, next, found);
    const stuck = found.find((each) => each.stuck !== null);
    if (stuck) throw notRestored(next, stuck);
    // A node that restarted no longer knows where its indices came from; they are ours, and may be half of what they were.
    if (!ours || found.length < next.indices.length)
      return {
        state: 'broken',
        message: `${next.snapshot}: ${found.length} of ${next.indices.length} indices exist, and their state is unknown`,
      };
    const done = found.filter((each) => each.done).length;
    const bytes = found.reduce((sum, each) => sum + each.bytesDone, 0);
    const message = `${next.snapshot}: ${done} of ${found.length} indices, ${megabytes(bytes)}`;
    return { state: done === found.length ? 'done' : 'running', message };
  }

  /**
   * Where everything is stopped, something that should not run made them. In the running cluster Camunda itself may make an
   * index again that it misses; it is deleted, a few times.
   */
  private obstructed(
    context: StepContext,
    next: PlannedSnapshot,
    found: readonly IndexRecovery[],
  ): { state: Recovered; message: string } {
    const { cleared } = keptSchema.parse(context.memory.kept);
    if (!isInProcess(context.run) || cleared >= CLEARINGS) throw inTheWay(next, found);
    context.keep({ cleared: cleared + 1 });
    return { state: 'broken', message: `${namesOf(found)} was made again by the running cluster` };
  }

  /** Deletes what is in the way and ours to delete, so that the snapshot can be requested (again). */
  private async clear(context: StepContext, next: PlannedSnapshot, message: string): Promise<PassResult> {
    const { restores } = this.clients.of(context.cluster.name);
    // The plan was refused otherwise; nothing else may ever be deleted, so it is asked once more.
    const mine = next.indices.filter(deletableBy(confirmedPlan(context.run), context).includes);
    await context.intend(`delete what is left of ${next.snapshot}`);
    await context.mutate((call) => restores.deleteIndices(mine, call));
    return { done: false, answer: `${message}; deleted, to be restored again` };
  }
}

const namesOf = (found: readonly IndexRecovery[]): string => found.map(({ index }) => index).join(', ');
const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;

function inTheWay({ snapshot }: PlannedSnapshot, found: readonly IndexRecovery[]): StepFailure {
  return StepFailure.permanent(
    'index-in-the-way',
    `${namesOf(found)} was created after the indices were deleted, and blocks ${snapshot}. Something still writes: stop it, then plan and run the restore again.`,
    { component: 'records' },
  );
}

function notRestored({ snapshot }: PlannedSnapshot, { index, stuck }: IndexRecovery): StepFailure {
  return StepFailure.permanent(
    'restore-failed',
    `${index} of ${snapshot} could not be restored: ${stuck ?? ''} Fix that, then plan and run the restore again.`,
    { component: 'records', answer: stuck ?? '' },
  );
}
