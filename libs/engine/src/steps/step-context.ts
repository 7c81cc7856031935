import type { ClusterConfig, HoldfastConfig } from '#config';
import { randomUUID } from 'node:crypto';
import {
  IllegalTransition,
  journalEntry,
  MEASURED_FIELD,
  PassOvertaken,
  stepField,
  stepMemoryField,
  stepPassField,
  withoutState,
  type LeaseStore,
  type PauseIntent,
  type RunReference,
  type RunStore,
  type RunWrite,
} from '#redis';
import type { JournalEntry, JournalType } from '#contracts';
import {
  isInsidePause,
  measuredOf,
  procedureOf,
  remember,
  type BackupObservation,
  type FailureDetail,
  type GracePeriods,
  type Measured,
  type ObservationMemory,
  type OwnIdentity,
  type Procedure,
  type RunRecord,
  type StepRecord,
} from '#domain';
import type { DeadManSwitch } from '../pauses/dead-man-switch.ts';
import type { PauseMemory } from '../pauses/pause-memory.ts';
import { callerOf } from '../runs/caller-of.ts';
import { permittedCall, type Call, type MutatingCall } from './permitted-call.ts';
import type { StepMemory } from './step-memory.ts';
import type { StepContext } from './step.ts';

export interface ContextParts {
  config: HoldfastConfig;
  cluster: ClusterConfig;
  /** The run began with another configuration of its cluster, and is only to be ended. */
  isElsewhere: boolean;
  run: RunRecord;
  step: StepRecord;
  /** It may call also when its pause should be over. */
  always: boolean;
  memory: StepMemory;
  identity: OwnIdentity | null;
  pause: PauseIntent | null;
  holder: string;
  store: RunStore;
  leases: LeaseStore;
  deadMan: DeadManSwitch;
  pauses: PauseMemory;
}

/** A step's view of its run, and the writer of everything that a pass learns. One per pass. */
export class RunStepContext implements StepContext {
  readonly reference: RunReference;
  readonly graces: GracePeriods;
  /** What the run follows; null when this build does not know it. */
  readonly procedure: Procedure | null;
  readonly insidePause: boolean;
  step: StepRecord;
  memory: StepMemory;
  pause: PauseIntent | null;
  /** null as long as this pass measured nothing. */
  private measured: Measured | null = null;
  /** Names this pass; the process that begins a later one shuts it out. */
  private readonly pass = randomUUID();

  constructor(private readonly parts: ContextParts) {
    const { cluster, kind, number, runId, fence } = parts.run;
    this.reference = { cluster, kind, number, runId, fence };
    this.graces = { appear: parts.config.steps.appearGrace, incomplete: parts.config.steps.incompleteGrace };
    this.procedure = procedureOf(parts.run, new Set(parts.cluster.components));
    this.insidePause = this.procedure !== null && isInsidePause(this.procedure, parts.step.name);
    this.step = parts.step;
    this.memory = parts.memory;
    this.pause = parts.pause;
  }

  get cluster(): ClusterConfig {
    return this.parts.cluster;
  }

  /** Nothing may be called: it could be another cluster than the one that the run works on. */
  get isElsewhere(): boolean {
    return this.parts.isElsewhere;
  }

  get run(): RunRecord {
    return this.parts.run;
  }

  get identity(): OwnIdentity | null {
    return this.parts.identity;
  }

  look(): Call {
    return { timeoutMs: this.parts.config.steps.callTimeout, caller: this.caller() };
  }

  async mutate<T>(effect: (call: MutatingCall) => Promise<T>): Promise<T> {
    const begun = performance.now();
    const permission = await this.parts.leases.renew(this.reference);
    // A sign of life: from now on others wait for the whole grace before they take over.
    await this.save({});
    const { callTimeout, workerGrace } = this.parts.config.steps;
    const deadline = this.parts.always ? Infinity : (this.pause?.deadline ?? Infinity);
    const remainingMs = (): number =>
      Math.min(
        permission.remainingMs(),
        begun + workerGrace - performance.now(),
        // Some seconds later the dead man and the supervisor end the run.
        deadline - Date.now(),
      );
    const call = permittedCall({ caller: this.caller(), timeoutMs: callTimeout, remainingMs });
    call.permit();
    return effect(call);
  }

  async intend(what: string, pause?: PauseIntent): Promise<void> {
    this.memory = { ...this.memory, intendedAt: Date.now(), looks: 0 };
    this.step = { ...this.step, attempts: this.step.attempts + 1 };
    if (!pause) return this.save({ entries: [this.entry('step-triggered', what)] });
    this.parts.pauses.note(this.reference.cluster, pause);
    await this.parts.deadMan.arm(this.reference, pause.deadline);
    // From here on it is unknown how far a pause got until it is read back.
    await this.save({
      entries: [this.entry('pause-intended', what)],
      fields: [['exporting', 'unknown']],
      intent: pause,
    });
    this.pause = pause;
  }

  async accept(since: number, message: string): Promise<void> {
    this.memory = { ...this.memory, acceptedAt: since, intendedAt: since, looks: 0 };
    this.step = { ...this.step, lastAnswer: message };
    await this.save({});
  }

  remember(seen: BackupObservation): ObservationMemory {
    this.memory = { ...this.memory, ...remember(this.memory, seen, Date.now()) };
    return this.memory;
  }

  keep(kept: Readonly<Record<string, unknown>>): void {
    this.memory = { ...this.memory, kept: { ...this.memory.kept, ...kept } };
  }

  measure(measured: Partial<Measured>): void {
    const before = this.measured ?? measuredOf(this.run) ?? { positions: {}, documents: null };
    this.measured = { ...before, ...measured };
  }

  async withdraw(): Promise<void> {
    this.memory = { ...this.memory, intendedAt: null };
    await this.save({});
  }

  /** Begins the pass: from here on no earlier pass of this step writes or calls anything. */
  async open(): Promise<void> {
    this.step = { ...this.step, lookedAt: new Date().toISOString() };
    await this.parts.store.write(this.reference, {
      fields: [
        [stepPassField(this.step.name), this.pass],
        [stepField(this.step.name), JSON.stringify(withoutState(this.step))],
      ],
    });
  }

  /**
   * Writes step and memory as they are now, with whatever else belongs to the same moment.
   * @throws FencedOut, IllegalTransition, PassOvertaken: then nothing was written
   */
  async save(write: RunWrite): Promise<void> {
    this.step = { ...this.step, lookedAt: new Date().toISOString() };
    await this.write({
      ...write,
      fields: [
        [stepField(this.step.name), JSON.stringify(withoutState(this.step))],
        [stepMemoryField(this.step.name), JSON.stringify(this.memory)],
        ...(this.measured === null
          ? []
          : [[MEASURED_FIELD, JSON.stringify(this.measured)] as [string, string]]),
        ...(write.fields ?? []),
      ],
    });
  }

  /** Fenced by the run and by the pass: a process that was stopped and overtaken writes nothing. */
  private async write(write: RunWrite): Promise<void> {
    const field = stepPassField(this.step.name);
    const guards = [...(write.guards ?? []), [field, [this.pass]] as [string, string[]]];
    try {
      await this.parts.store.write(this.reference, { ...write, guards });
    } catch (error) {
      if (error instanceof IllegalTransition && error.field === field)
        throw new PassOvertaken(this.step.name);
      throw error;
    }
  }

  entry(type: JournalType, message: string, failure: FailureDetail | null = null): JournalEntry {
    return journalEntry({ type, by: this.parts.holder, step: this.step.name, message, failure });
  }

  private caller(): string {
    return callerOf(this.reference, this.parts.holder);
  }
}
