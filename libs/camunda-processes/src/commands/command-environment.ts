import type { ControlAction } from '../camunda-control.port.ts';

/** A process's environment, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of a command in addition to those that Holdfast itself was started with. */
export function variablesOf(action: ControlAction, cluster: string): Record<string, string> {
  return {
    HOLDFAST_ACTION: action.kind,
    HOLDFAST_CLUSTER: cluster,
    HOLDFAST_BROKERS: String(action.brokers),
    ...('broker' in action && { HOLDFAST_BROKER: String(action.broker) }),
    ...('component' in action && { HOLDFAST_COMPONENT: action.component }),
    ...('backupId' in action && action.backupId !== null && { HOLDFAST_BACKUP_ID: String(action.backupId) }),
  };
}

/** Holdfast's own variables may hold secrets, so a command sees none of them. */
export function environmentOf(own: Variables, inherited: Variables): Variables {
  const others = Object.entries(inherited).filter(([name]) => !name.startsWith('HOLDFAST_'));
  return { ...Object.fromEntries(others), ...own };
}
