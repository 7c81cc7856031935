/**
 * Injection tokens of values that are not our classes.
 *
 * The view of the configuration in force, which shows another one once the file changed. Keep the view, never a section of it.
 */
export const CONFIG = Symbol('CONFIG');
/** Behind that view: what brings a new configuration into force. */
export const CONFIG_IN_FORCE = Symbol('CONFIG_IN_FORCE');
/** Name of this process in locks, journals and logs, e.g. `worker-zeebe@host-1234`. */
export const HOLDER = Symbol('HOLDER');
