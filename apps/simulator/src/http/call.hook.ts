import type { Call } from './call.ts';

/** `before`: nothing was done yet. `after`: it was done and logged, and the caller does not know yet. */
export type CallMoment = 'before' | 'after';

/**
 * Is awaited around every call, so that a test can hold one and do something to the caller meanwhile. `drop` at
 * `before` ends the connection instead of performing the call.
 */
export type CallHook = (
  cluster: string,
  call: Pick<Call, 'component' | 'method' | 'path' | 'caller'>,
  moment: CallMoment,
) => Promise<'drop' | undefined>;
