import type { CamundaControl, ControlAction } from '#camunda-processes';
import type { Action } from '../../actions/action-pass.ts';

export interface NamedAction {
  action: ControlAction;
  /** Tells it from other actions of the same step. */
  name: string;
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
