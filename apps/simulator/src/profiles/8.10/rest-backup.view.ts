import { viewBackup } from '../../zeebe/backup-view.ts';
import type { ViewOptions } from '../../zeebe/backup-view.ts';
import type { ZeebeBackup } from '../../zeebe/zeebe.state.ts';

const partitionFields = [
  ...['partitionId', 'state', 'failureReason', 'createdAt', 'lastUpdatedAt', 'snapshotId'],
  ...['firstLogPosition', 'checkpointPosition', 'brokerId', 'brokerVersion'],
];

/** The REST API leaves out no field: what is not known is null. */
export function restBackup(backup: ZeebeBackup, options: ViewOptions): object {
  const view = viewBackup(backup, options) as {
    backupId: number;
    state: string;
    failureReason?: string;
    details: Record<string, unknown>[];
  };
  const { backupId, state, failureReason = null } = view;
  const details = view.details.map((detail) =>
    Object.fromEntries(partitionFields.map((field) => [field, detail[field] ?? null])),
  );
  return { backupId, state, failureReason, details };
}
