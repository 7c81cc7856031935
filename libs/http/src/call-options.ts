import type { Permit } from './permit.ts';

/** What one call to a component may be given; every client of one takes it. */
export interface CallOptions {
  /** Gives the call up: it then rejects, and may have had its effect. */
  signal?: AbortSignal;
  /** For the whole call: connecting, waiting and reading, every request of it (ms). Without it that of the client. */
  timeoutMs?: number;
  /** Who asks, as the User-Agent and a store's opaque id: tells a run's calls apart in the logs and task lists of the component. */
  caller?: string;
  /** Asked in the tick in which each request of the call leaves. What it throws ends the call as it is: then that was not sent. */
  permit?: Permit;
}

/**
 * Gives the limits of a call that changes something, right before it is made. What takes several such calls asks before each:
 * while the one before hung, its run may have ended and another one started.
 * @throws what forbids the call; then it is not made
 */
export type NextCall = () => CallOptions | Promise<CallOptions>;
