/**
 * Whether one application serves Zeebe, Operate and Tasklist, from the actuators of Zeebe: `backupRuntime` came with the
 * application of 8.8. Pure.
 */
export function isOrchestration(actuators: readonly string[]): boolean {
  return actuators.some((name) => name === 'backupRuntime' || name.startsWith('backupRuntime-'));
}
