/**
 * The ceiling of every wait for something that must come, in seconds. It is far above what anything takes on a busy
 * machine, so that only what hangs reaches it. How long something takes is never what a spec asserts.
 */
export const PATIENCE_SECONDS = 120;
