import type { ClusterConfig } from '#config';
import type { PauseIntent, RunReference } from '#redis';
import type { JournalType } from '#contracts';
import type {
  BackupObservation,
  ExportingState,
  FailureDetail,
  GracePeriods,
  Measured,
  ObservationMemory,
  OwnIdentity,
  RunRecord,
  StepName,
  StepRecord,
} from '#domain';
import type { Call, MutatingCall } from './permitted-call.ts';
import type { StepMemory } from './step-memory.ts';

/** What one look at a component showed. `answer` is the answer of the component, for people. */
export interface PassResult {
  done: boolean;
  answer: string;
  /** Parts or partitions, where the component counts them. */
  progress?: { done: number; total: number | null };
  /** Exporting as just read from every broker, where the step read it. */
  exporting?: ExportingState;
  /** For the journal, next to the answer itself: what a command printed, what a person is asked. */
  notes?: { type: JournalType; message: string }[];
  /** Set once a pause was seen to hold, or to be over, on every partition. */
  pause?: 'holds' | 'over';
  /** Of a step that always runs and has done what it could: it has failed, and the run continues to its end. */
  failure?: FailureDetail;
}

/** Why a step does not begin yet, and when to ask again (ms). */
export interface Wait {
  answer: string;
  delayMs: number;
}

/** What a step may know and do. It never sees Redis or the BullMQ job. */
export interface StepContext {
  readonly cluster: ClusterConfig;
  readonly run: RunRecord;
  readonly reference: RunReference;
  readonly step: StepRecord;
  readonly memory: StepMemory;
  /** Who the cluster was when the preflight of this backup passed; null for any other run. */
  readonly identity: OwnIdentity | null;
  /** The step runs inside the pause of its run: bounded by the pause budget, and void when the pause is gone. */
  readonly insidePause: boolean;
  /** The pause that this run owns; null before it was asked for and after it was lifted. */
  readonly pause: PauseIntent | null;
  /** How long an answer may look like a failure before it is one. */
  readonly graces: GracePeriods;
  /** Limits for a call that changes nothing. */
  look(): Call;
  /**
   * Runs one call that changes something. The lease is renewed right before, and the call cannot outlast it. Whatever
   * sends the call must ask `call.permit` at the last moment: the clients of components and stores do.
   * @throws FencedOut when the run no longer owns the cluster, PassOvertaken when a later pass of the step has started,
   *   TooLate when this process stood still meanwhile: then nothing was sent
   */
  mutate<T>(effect: (call: MutatingCall) => Promise<T>): Promise<T>;
  /** Writes down, durably, that an effect is about to be asked for. Counts as an attempt. A pause arms the dead man. */
  intend(what: string, pause?: PauseIntent): Promise<void>;
  /** Writes down that the component took it. `since` is when we asked (ms). */
  accept(since: number, message: string): Promise<void>;
  /** Keeps what was seen, and since when it has not changed. Written with the result of the pass. */
  remember(seen: BackupObservation): ObservationMemory;
  /** Writes down that the effect asked for certainly did not happen. */
  withdraw(): Promise<void>;
  /** Keeps something of the step's own for its next pass. Written with the result of the pass, or by `intend`. */
  keep(kept: Readonly<Record<string, unknown>>): void;
  /** Puts on the run's record what a restore will be compared with. Written with whatever is written next. */
  measure(measured: Partial<Measured>): void;
}

/**
 * One step of a procedure. A pass looks first, acts only if nothing was started, and looks again; it may be run
 * any number of times, by any process, also after a crash at any line.
 */
export abstract class Step {
  abstract readonly name: StepName;

  /** Runs whatever happened before, is not cancelled and never gives up. */
  readonly always: boolean = false;

  /** How long after its start the step may keep trying (ms); null without a bound of its own. */
  abstract deadlineMs(cluster: ClusterConfig): number | null;

  /**
   * Asked as long as the step has not started: that time counts in no deadline of it. Idempotent.
   * @returns null when it may begin
   */
  waitToBegin?(context: StepContext): Promise<Wait | null>;

  /**
   * @throws StepFailure transient: the pass is repeated later; permanent: the step has failed
   */
  abstract pass(context: StepContext): Promise<PassResult>;

  /**
   * The step has started and will not continue: it was cancelled, or its time is over. What it began elsewhere and can be
   * called back does nothing afterwards. Idempotent.
   * @throws StepFailure transient: it did not end yet; called again
   */
  abandon?(context: StepContext): Promise<void>;
}
