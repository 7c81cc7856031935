import type { CallOptions, Permit } from '#http';
import { TooLate } from '#redis';

/** A call of a step that changes nothing. */
export type Call = CallOptions & Required<Pick<CallOptions, 'timeoutMs' | 'caller'>>;

/** A call of a step that changes something. */
export interface MutatingCall extends Call {
  /** What is left now: less with every look (ms, at least 1). */
  readonly timeoutMs: number;
  /** The client that sends the call asks it in the tick in which the bytes leave. @throws TooLate */
  readonly permit: Permit;
}

export interface CallLimits {
  caller: string;
  /** The longest that the call may take (ms). */
  timeoutMs: number;
  /** What is left until another process may take over (ms), on a clock that keeps running while this process is stopped. */
  remainingMs: () => number;
}

/** A call that leaves in time or not at all, however long this process stands still meanwhile. */
export function permittedCall({ caller, timeoutMs, remainingMs }: CallLimits): MutatingCall {
  return {
    caller,
    get timeoutMs() {
      return Math.max(1, Math.min(timeoutMs, remainingMs()));
    },
    permit: () => {
      if (remainingMs() <= 0) throw new TooLate(caller);
    },
  };
}
