import type { ChangeState, ClusterMode, PlannedChange, RestoreProgress } from '#camunda';
import { pendingStep, type RunRecord, type StepFailure, type StepName, type StepRecord } from '#domain';
import type { ClusterClients, PassResult, Step, StepContext } from '#engine';

/** A cluster of two replicas that can be restored while it runs, as its API shows it; a spec sets what it answers. */
export class RestoreWorld {
  effects: string[] = [];
  mode: ClusterMode['mode'] = 'processing';
  lastChangeId: string | null = '3';
  pending: string | null = null;
  progress: RestoreProgress | null = null;
  changes: Record<string, ChangeState> = {};
  /** What the next call that changes something throws, after it took effect or not. */
  fails: Error | null = null;
  dryRunFails: StepFailure | null = null;
  /** Since when the progress has not changed (ms). */
  stillSince = Date.now();

  private nextChange = 4;

  readonly clients = { of: () => ({ restore: this.api }) } as unknown as ClusterClients;

  private readonly api = {
    mode: () => Promise.resolve(this.seen()),
    pending: () => Promise.resolve(this.pending),
    progress: () => Promise.resolve(this.progress),
    change: (id: string) => Promise.resolve(this.changes[id] ?? 'unknown'),
    dryRun: () =>
      this.dryRunFails === null
        ? Promise.resolve({ changeId: null, operations: ['a'] })
        : Promise.reject(this.dryRunFails),
    enterRecovery: () => this.effect('enter'),
    leaveRecovery: () => this.effect('leave'),
    restore: (id: number) => this.effect(`restore ${id}`),
    cancel: (id: string) => {
      this.effects.push(`cancel ${id}`);
      this.changes[id] = 'cancelled';
      return Promise.resolve();
    },
  };

  private seen(): ClusterMode {
    const recovering = { processing: 0, mixed: 1, recovering: 2 }[this.mode];
    return { mode: this.mode, recovering, replicas: 2, lastChangeId: this.lastChangeId };
  }

  private effect(what: string): Promise<PlannedChange> {
    this.effects.push(what);
    const failure = this.fails;
    this.fails = null;
    if (failure !== null) return Promise.reject(failure);
    const changeId = String(this.nextChange++);
    this.changes[changeId] = 'running';
    return Promise.resolve({ changeId, operations: [] });
  }
}

/** One step of a restore, pass by pass, with only what it wrote down in between. */
export class StepUnderTest {
  kept: Record<string, unknown> = {};
  intendedAt: number | null = null;
  cancelRequestedAt: string | null = null;
  /** Attempts and states of the steps of the run, by name. */
  steps: Partial<Record<StepName, Partial<StepRecord>>> = {};

  constructor(
    private readonly world: RestoreWorld,
    private readonly step: Step,
  ) {}

  pass(): Promise<PassResult> {
    return this.step.pass(this.context());
  }

  async abandon(): Promise<void> {
    await this.step.abandon?.(this.context());
  }

  /** Attempts that were written down. */
  attempts = 0;

  private context(): StepContext {
    const steps = Object.entries(this.steps).map(([name, over]) => ({
      ...pendingStep({ name: name as StepName, component: 'zeebe' }),
      ...over,
    }));
    const run = {
      ...{ kind: 'restore', cluster: 'prod', number: 18, setId: 17, procedure: 'restore-in-process' },
      ...{ steps, cancelRequestedAt: this.cancelRequestedAt },
    } as unknown as RunRecord;
    return {
      cluster: { name: 'prod' },
      run,
      step: pendingStep({ name: this.step.name, component: 'zeebe' }),
      memory: { kept: this.kept, intendedAt: this.intendedAt },
      look: () => ({}),
      mutate: <T>(effect: (call: unknown) => Promise<T>) => effect({}),
      intend: () => {
        this.attempts += 1;
        this.intendedAt = Date.now();
        return Promise.resolve();
      },
      accept: () => Promise.resolve(),
      withdraw: () => {
        this.intendedAt = null;
        return Promise.resolve();
      },
      remember: () => ({ unchangedSince: this.world.stillSince }),
      keep: (more: Record<string, unknown>) => Object.assign(this.kept, more),
    } as unknown as StepContext;
  }
}
