import type { RunRecord } from './run.ts';
import type { StepName } from './step-name.ts';

/** After the failure of one of these, indices or brokers are half of what they were. */
const HALF_DONE: readonly StepName[] = [
  'delete-indices',
  'restore-operate',
  'restore-tasklist',
  'restore-optimize',
  'restore-records',
  'restore-zeebe',
];

/**
 * What a person does after a step of a restore has failed and something was deleted: the command, and what it does with what
 * is half there. Empty for any other step. Pure.
 */
export function howToRestoreAgain(
  { kind, cluster, setId }: Pick<RunRecord, 'kind' | 'cluster' | 'setId'>,
  step: StepName,
): string {
  if (kind !== 'restore' || !HALF_DONE.includes(step)) return '';
  return ` What was deleted stays deleted, and Camunda stays stopped. Once the cause is removed: holdfast restore run ${cluster} ${setId}. That plans set ${setId} again, deletes what is half there, and restores all of it.`;
}
