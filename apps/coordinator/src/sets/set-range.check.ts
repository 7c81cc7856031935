import type { GeneratedBackupApi, TopologyApi } from '#camunda';
import { dumpOf, lackOfRange, type BackupRun, type PreflightCheck } from '#domain';
import type { CallOptions } from '#http';
import { check, CheckFailed } from '../checks/check.ts';

/**
 * The log can still be restored around the dump of a set: the retention of the cluster may have removed the backup from before
 * it.
 * @param run that took the set
 */
export function setRangeCheck(
  { generated, topology }: { generated: Pick<GeneratedBackupApi, 'state'>; topology: TopologyApi },
  run: BackupRun | null,
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: 'log-range', component: 'zeebe' }, async () => {
    const dumpedAt = Date.parse(dumpOf(run)?.startedAt ?? '');
    const backupId = run?.measured?.zeebeBackupId;
    if (backupId === undefined || Number.isNaN(dumpedAt))
      throw new CheckFailed('no record of its run tells when the database was dumped', REMEDY);
    const [{ ranges }, { partitionCount: partitions }] = await Promise.all([
      generated.state(call),
      topology.topology(call),
    ]);
    const lack = lackOfRange(ranges, { partitions, dumpedAt, backupId });
    if (lack === null) return `the log around the dump can be restored, up to backup ${backupId}`;
    throw new CheckFailed(lack, REMEDY);
  });
}

const REMEDY =
  'Do not rely on this set: take a new backup. camunda.data.primary-storage.backup.retention.window says how long the cluster keeps its own backups.';
