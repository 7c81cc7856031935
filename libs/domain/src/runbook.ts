import { ALERT_KINDS, type AlertKind } from './alerts/alert-words.ts';
import { FAILURE_CODES, type FailureCode } from './failure.ts';

/** Where a coordinator serves the documentation. */
export const DOCS_PATH = '/docs';

/** Path of the runbook of a run that its preflight rejected. */
export const PREFLIGHT_RUNBOOK = `${DOCS_PATH}/runbooks/preflight`;

/** What has a runbook: every way in which a step fails, and every kind of alert. No name is both. */
export const RUNBOOKS: readonly RunbookName[] = [...FAILURE_CODES, ...ALERT_KINDS];
export type RunbookName = FailureCode | AlertKind;

/**
 * The address of a runbook on the coordinator, for example `/docs/runbooks/backup-lost`. Pure.
 * @param base address of the coordinator without a slash at its end; left out, the result is a path
 */
export function runbookOf(name: RunbookName, base = ''): string {
  return `${base}${DOCS_PATH}/runbooks/${name}`;
}
