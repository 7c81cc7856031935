import type { StepName } from '#domain';

interface Action {
  runId: string;
  step: StepName;
  /** Tells the action from the others of its step. */
  name: string;
  /** Which try it is, from 1. */
  attempt: number;
}

/**
 * Names an action on Camunda's processes: what is done is found again under it, and a person confirms it by it. It becomes
 * the name of directories, so it holds letters, digits and hyphens only.
 */
export function actionKey({ runId, step, name, attempt }: Action): string {
  return `${runId}-${step}-${name}-${attempt}`;
}

/** Whether a key names an action of this run. Run ids have no hyphen. */
export function isActionOf({ runId }: Pick<Action, 'runId'>, key: string): boolean {
  const [owner, ...rest] = key.split('-');
  return owner === runId && rest.length > 0;
}

/** What tells an action from the others of its run: its key without the run. */
export function actionName({ runId }: Pick<Action, 'runId'>, key: string): string {
  return key.slice(runId.length + 1);
}
