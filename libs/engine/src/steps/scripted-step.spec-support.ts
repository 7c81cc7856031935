import { StepFailure, type BackupObservation, type StepName } from '#domain';
import { Step, type PassResult, type StepContext } from './step.ts';

type Script = (context: StepContext) => Promise<PassResult> | PassResult;

interface Traits {
  always?: boolean;
  deadlineMs?: number;
}

/** A step that does what its spec says, and counts how often it was asked. */
export class ScriptedStep extends Step {
  override readonly always: boolean;
  passes = 0;

  constructor(
    readonly name: StepName,
    public script: Script,
    private readonly traits: Traits = {},
  ) {
    super();
    this.always = traits.always ?? false;
  }

  deadlineMs(): number | null {
    return this.traits.deadlineMs ?? null;
  }

  async pass(context: StepContext): Promise<PassResult> {
    this.passes += 1;
    return this.script(context);
  }
}

/** What it began elsewhere can be called back. */
export class AbandonableStep extends ScriptedStep {
  abandonments = 0;
  onAbandon: () => void = () => undefined;

  override async abandon(): Promise<void> {
    await Promise.resolve();
    this.abandonments += 1;
    this.onAbandon();
  }
}

export const done = (answer = 'COMPLETED'): PassResult => ({
  ...{ done: true, answer },
  progress: { done: 6, total: 6 },
});
export const notYet = (answer = 'part 1 of 6'): PassResult => ({ done: false, answer });

/** The backup of Operate; its deadline is a minute after its start. */
export const operate = (script: Script): AbandonableStep =>
  new AbandonableStep('backup-operate', script, { deadlineMs: 60_000 });
export const failing = (failure: StepFailure): AbandonableStep =>
  operate(() => {
    throw failure;
  });
export const busy = StepFailure.transient('busy', 'Operate is busy', { status: 503, answer: 'wait' });
export const broken = StepFailure.permanent('backup-failed', 'a shard failed', { component: 'operate' });

/** What a component shows of a backup, look by look. */
export const ABSENT: BackupObservation = {
  ...{ state: 'absent', message: 'no such backup', done: 0, total: null, startedAt: null },
};
export const RUNNING: BackupObservation = {
  ...ABSENT,
  ...{ state: 'running', message: 'IN_PROGRESS', done: 1, total: 6 },
};
export const COMPLETED: BackupObservation = { ...RUNNING, state: 'completed', message: 'COMPLETED', done: 6 };
