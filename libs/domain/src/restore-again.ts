import { procedureOf, stepsOf, stopsCamunda } from './procedure.ts';
import type { Procedure } from './procedure-shape.ts';
import { COMPONENTS } from './component.ts';
import type { RunRecord, StepRecord } from './run.ts';
import type { StepName } from './step-name.ts';

type Restored = Pick<RunRecord, 'kind' | 'cluster' | 'setId' | 'procedure'>;
type WithSteps = Restored & { steps: readonly StepRecord[] };

const ALL = new Set(COMPONENTS);

/**
 * What a person does after a step of a restore has failed: where something was deleted, the command, and what it does with what
 * is half there; where an application was stopped by itself, which. Empty where nothing is to be done. Pure.
 */
export function howToRestoreAgain(run: WithSteps, step: StepName): string {
  const procedure = run.kind === 'restore' ? procedureOf(run, ALL) : null;
  if (procedure === null) return '';
  if (!stopsCamunda(procedure) && !hasDeleted(run)) return howToStartAgain(run);
  if (!halfDoneAfter(procedure).includes(step)) return '';
  const state = stopsCamunda(procedure) ? ', and Camunda stays stopped.' : `. ${IN_RECOVERY}`;
  return ` What was deleted stays deleted${state} Once the cause is removed: ${again(run)}`;
}

/** Whether the restore happens inside the running cluster. Pure. */
export function isInProcess(run: Pick<RunRecord, 'kind' | 'procedure'>): boolean {
  const procedure = run.kind === 'restore' ? procedureOf(run, ALL) : null;
  return procedure !== null && !stopsCamunda(procedure);
}

/** How a cluster gets out of recovery mode after a restore in process that deleted something and did not complete. Pure. */
export function howToLeaveRecovery(run: Restored): string {
  return `${IN_RECOVERY} Once the cause is removed: ${again(run)}`;
}

/**
 * Whether a restore deleted or replaced anything, or may have: from then on the data of the cluster is a mix until a restore
 * completes. Pure.
 */
export function hasDeleted(
  run: Pick<RunRecord, 'kind' | 'procedure'> & { steps: readonly StepRecord[] },
): boolean {
  const procedure = run.kind === 'restore' ? procedureOf(run, ALL) : null;
  const names = procedure === null ? [] : halfDoneAfter(procedure);
  return run.steps.some(({ name, attempts }) => names.includes(name) && attempts > 0);
}

const IN_RECOVERY =
  'Leave the cluster in recovery mode, in which it processes nothing, and never switch it to PROCESSING: its partitions and its indices are of two times, and cannot be used.';

/** After the failure of one of these, the data is half of what it was. The partitions come last. */
function halfDoneAfter(procedure: Procedure): StepName[] {
  const steps = stepsOf(procedure);
  const first = steps.findIndex(({ name }) => name === 'restore-database' || name === 'delete-indices');
  const last = steps.findLastIndex(({ needs }) => needs === 'zeebe');
  return first === -1 ? [] : steps.slice(first, last + 1).map(({ name }) => name);
}

/** Nothing was deleted, and the cluster leaves recovery mode; what was stopped stays stopped. */
function howToStartAgain({ steps }: WithSteps): string {
  const stopped = steps
    .filter(({ name, component, state }) => name === `stop-${component}` && state === 'done')
    .map(({ component }) => component);
  return stopped.length === 0 ? '' : ` This restore stopped ${stopped.join(', ')}: start it again.`;
}

function again({ cluster, setId }: Restored): string {
  return `holdfast restore run ${cluster} ${setId}. That plans set ${setId} again, deletes what is half there, and restores all of it.`;
}
