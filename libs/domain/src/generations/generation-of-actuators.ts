import { parseVersion } from '../version.ts';

/**
 * Whether one application serves Zeebe, Operate and Tasklist: it came with 8.8, and the actuator `backupRuntime` with it. Pure.
 * @param actuators of Zeebe
 * @param version of Zeebe; null for one that is not reported
 */
export function isOrchestration(actuators: readonly string[], version: string | null): boolean {
  const parsed = version === null ? null : parseVersion(version);
  if (parsed?.major === 8) return parsed.minor >= 8;
  return hasActuator(actuators, 'backupRuntime');
}

/** Whether an actuator is among the links, which also name its operations (`backupRuntime-id`). Pure. */
export function hasActuator(actuators: readonly string[], name: string): boolean {
  return actuators.some((each) => each === name || each.startsWith(`${name}-`));
}
