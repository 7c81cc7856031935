/** Injection tokens of values that are not our classes. */
export const CONFIG = Symbol('CONFIG');
/** Name of this process in locks, journals and logs, e.g. `worker-zeebe@host-1234`. */
export const HOLDER = Symbol('HOLDER');
