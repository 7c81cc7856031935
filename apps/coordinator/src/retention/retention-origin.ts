import type { RunRecord } from '#domain';
import type { RunOrigin } from '../runs/new-run.ts';

const BY = /^retention \(/;

/** Whom a deletion is owed to that retention begins. @param by who asked for the retention run */
export function retentionOrigin(by: string): RunOrigin {
  return { requestedBy: `retention (${by})`, schedule: null };
}

/** Whether retention began a deletion, and only its rules allow it. */
export function isOfRetention({ requestedBy }: Pick<RunRecord, 'requestedBy'>): boolean {
  return BY.test(requestedBy ?? '');
}
