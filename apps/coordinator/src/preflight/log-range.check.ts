import type { GeneratedBackupApi, TopologyApi } from '#camunda';
import { lackOfRange, type PreflightCheck } from '#domain';
import type { CallOptions } from '#http';
import { check, CheckFailed } from '../checks/check.ts';

/**
 * Each partition has a backup already, and its log is kept from there on: the dump of the database can only be restored with
 * a backup from before it.
 */
export function logRangeCheck(
  { generated, topology }: { generated: GeneratedBackupApi; topology: TopologyApi },
  call: CallOptions,
): Promise<PreflightCheck> {
  return check({ name: 'log-range', component: 'zeebe' }, async () => {
    const [{ partitionCount }, { ranges }] = await Promise.all([
      topology.topology(call),
      generated.state(call),
    ]);
    const lack = lackOfRange(ranges, { partitions: partitionCount, dumpedAt: Date.now(), backupId: 0 });
    if (lack === null) return `the log of ${partitionCount} partitions can be restored up to now`;
    // In words of its own: there is no dump and no backup of this run yet.
    throw new CheckFailed(
      'not every partition has a backup yet, from which its log could be restored',
      'Set camunda.data.primary-storage.backup.continuous to true on every broker, and let the cluster take a first backup: POST /actuator/backupRuntime without a body, or its own schedule.',
    );
  });
}
