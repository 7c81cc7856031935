import { StepFailure, type PreflightCheck } from '#domain';
import type { CallOptions } from '#http';
import { rightsOf, type SnapshotStore } from '#search';
import { check, CheckFailed } from './check.ts';

export const PRIVILEGES_CHECK = 'records-privileges';

/** What the check says where there is nothing to check. */
export const NO_SECURITY = 'the engine has no security: everyone who reaches it may do everything';

/** What it says where the engine keeps to itself what a user may do. */
export const UNTOLD =
  'not checked: OpenSearch does not tell what a user may do. Give the user the role of docs/privileges.md';

/** What a backup does and none of the checks before it: all else, they have tried. */
const UNTRIED = ['cluster:admin/snapshot/create', 'cluster:admin/snapshot/status'];
export const UNTRIED_RIGHTS = rightsOf('backup').filter(({ action }) => UNTRIED.includes(action));

/** The user of the engine may take a snapshot and watch it. Changes nothing. */
export function privilegesHeld(records: SnapshotStore, call: CallOptions): Promise<PreflightCheck> {
  return check({ name: PRIVILEGES_CHECK, component: 'records' }, async () => {
    const held = await records
      .missingRights({ rights: UNTRIED_RIGHTS, patterns: [] }, call)
      .catch((error: unknown) => {
        // Something in between keeps the question away. It is only asked to know early.
        if (error instanceof StepFailure && error.detail.status === 403) return error;
        throw error;
      });
    if (held === null) return NO_SECURITY;
    if (held === 'untold') return UNTOLD;
    if (held instanceof StepFailure) return `not checked: ${held.message}`;
    if (held.actions.length === 0) return `"${held.user}" may take snapshots`;
    throw new CheckFailed(
      `"${held.user}" may not do what a backup needs: ${held.actions.join(', ')}`,
      'Give the user of records.auth the role of deploy/roles/elasticsearch-backup.json (docs/privileges.md).',
    );
  });
}
