import type { CamundaControl, ControlAction } from '#camunda-processes';
import type { ClusterConfig } from '#config';
import type { Action } from '../../actions/action-pass.ts';

export interface NamedAction {
  action: ControlAction;
  /** Tells it from other actions of the same step. */
  name: string;
}

/** On a relational database the restore app finds the backups by itself, and gets no id. Pure. */
export function restoreBroker(
  { zeebe, database }: ClusterConfig,
  { broker, setId }: { broker: number; setId: number },
): ControlAction {
  const backupId = database === undefined ? setId : null;
  return { kind: 'restore-broker', brokers: zeebe.brokerCount, broker, backupId };
}

/** An action on Camunda's processes, through the adapter that is configured. Pure. */
export function controlAction(control: CamundaControl, { action, name }: NamedAction): Action {
  return {
    name,
    manual: control.adapter === 'manual',
    description: control.describe(action),
    begin: (key, permit) => control.begin(action, key, permit),
    look: (key) => control.look(action, key),
    abandon: (key, permit) => control.abandon(action, key, permit),
    failure: {
      ...{ code: 'control-failed', component: 'camunda' },
      remedy: 'Fix what it reports, then plan and run the restore again.',
    },
  };
}
