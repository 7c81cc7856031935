import type { StepComponent } from './component.ts';
import type { Unreached } from './unreached.ts';

/**
 * Why a step failed, by who has to act. The code travels between processes (BullMQ keeps only message and
 * stack of an error), so compare codes and never classes.
 */
export const FAILURE_CODES = [
  'unreachable',
  'unavailable',
  'busy',
  'unexpected-answer',
  'refused',
  'id-in-use',
  'backup-failed',
  'backup-incomplete',
  'backup-lost',
  'stale-backup',
  'dump-failed',
  'range-missing',
  'snapshot-failed',
  'empty-snapshot',
  'shards-unassigned',
  'blocked',
  'snapshot-missing',
  'repository-read-only',
  'index-in-the-way',
  'pause-failed',
  'pause-foreign',
  'pause-broken',
  'exporting-incomplete',
  'version-changed',
  'pause-budget-used-up',
  'deadline-passed',
  'earlier-step-failed',
  'cancelled',
  'worker-away',
  'job-lost',
  'lock-lost',
  'plan-stale',
  'camunda-not-stopped',
  'control-failed',
  'restore-failed',
  'documents-missing',
  'delete-failed',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** The part of a failure that is stored, shown and sent. Never holds a credential or a whole answer body. */
export interface FailureDetail {
  code: FailureCode;
  component: StepComponent | null;
  /** What happened, to what, and what to do about it. One sentence or two. */
  message: string;
  retryable: boolean;
  /** HTTP status of the component's answer, where there was one. */
  status: number | null;
  /** The component's own message, shortened. */
  answer: string | null;
}

interface FailureOptions {
  component?: StepComponent;
  status?: number;
  answer?: string;
  /** What to do about it, as a sentence of its own. The message ends with it. */
  remedy?: string;
  /** Where no whole answer came from, where that is what failed. */
  unreached?: Unreached;
  cause?: unknown;
}

/** The one error that steps and adapters throw. Retryable means: the same call may succeed later, unchanged. */
export class StepFailure extends Error {
  readonly detail: FailureDetail;
  /** What happened, to what: the message without the remedy. */
  readonly what: string;
  /** null where the message has none, or was not given in two parts. */
  readonly remedy: string | null;
  /** The address that gave no whole answer, where that is what failed. Not stored with the failure. */
  readonly unreached: Unreached | null;

  private constructor(code: FailureCode, what: string, retryable: boolean, options: FailureOptions) {
    const message = options.remedy === undefined ? what : `${what} ${options.remedy}`;
    super(message, { cause: options.cause });
    this.what = what;
    this.remedy = options.remedy ?? null;
    this.unreached = options.unreached ?? null;
    this.name = 'StepFailure';
    this.detail = {
      code,
      component: options.component ?? null,
      message,
      retryable,
      status: options.status ?? null,
      answer: options.answer ?? null,
    };
  }

  static transient(code: FailureCode, what: string, options: FailureOptions = {}): StepFailure {
    return new StepFailure(code, what, true, options);
  }

  static permanent(code: FailureCode, what: string, options: FailureOptions = {}): StepFailure {
    return new StepFailure(code, what, false, options);
  }
}
