import { indexPatternsOf, type ClusterConfig } from '#config';
import { importersOf, recordsSnapshotName, recordsStem, type PreflightCheck } from '#domain';
import type { ClientsOfCluster } from '#engine';
import type { CallOptions } from '#http';
import { titleOf } from '#search';
import { check, CheckFailed } from '../checks/check.ts';
import { requireSaneClock } from '../checks/clock.ts';

/** There is something to snapshot, all of it can be snapshotted, and under a name that is free. */
export function recordsChecks(
  { records }: ClientsOfCluster,
  cluster: ClusterConfig,
  backupId: number,
  call: CallOptions,
): Promise<PreflightCheck>[] {
  const config = cluster.records;
  const about = (name: string) => ({ name, component: 'records' as const });
  return [
    check(about('records-clock'), async () => {
      const { version, clockSkewMs } = await records.ping(call);
      requireSaneClock(clockSkewMs);
      return `${config.engine === 'none' ? 'no engine' : titleOf(config.engine)} ${version} answers`;
    }),
    check(about('record-indices'), async () => {
      const pattern = `${recordsStem(config.indexPrefix)}*`;
      const count = await records.countIndices(pattern, call);
      if (count > 0) return `${count} indices match ${pattern}`;
      if (!config.required) return `no index matches ${pattern}; only Optimize needs exported records`;
      throw new CheckFailed(
        `no index matches ${pattern}`,
        "Set clusters[].records.indexPrefix to the exporter's index prefix. A snapshot of nothing would look like a success.",
      );
    }),
    check(about('shards-assigned'), async () => {
      // A concrete name that nothing has would be waited for.
      const patterns = indexPatternsOf(cluster).filter((pattern) => pattern.includes('*'));
      const red = await records.unassignedIndices(patterns, call);
      if (red.length === 0) return `every primary shard of ${patterns.join(', ')} is on a node`;
      throw new CheckFailed(
        `${red.length} ${red.length === 1 ? 'index has' : 'indices have'} a primary shard on no node, and no snapshot can hold ${red.length === 1 ? 'it' : 'them'}: ${red.slice(0, 5).join(', ')}`,
        'GET _cluster/allocation/explain says why. Bring the shards back, or delete an index that is lost for good.',
      );
    }),
    check(about('snapshot-name-free'), async () => {
      const name = recordsSnapshotName(backupId);
      const seen = await records.look(config.repository, name, call);
      if (seen.state === 'absent') return `${name} is free`;
      throw new CheckFailed(`a snapshot ${name} exists already`, 'Run again; a new run takes a higher id.');
    }),
  ];
}

/**
 * Operate and Tasklist of 8.1 to 8.7 keep their own indices, with their import position, next to the records. Under a
 * wrong prefix it would not show whether they are behind.
 */
export function importPositionChecks(
  { positions }: ClientsOfCluster,
  cluster: ClusterConfig,
  call: CallOptions,
): Promise<PreflightCheck>[] {
  return importersOf(cluster.indexSpace.prefixes).flatMap(({ app, prefix, required }) => {
    if (!required) return [];
    return check({ name: `${app}-indices`, component: app }, async () => {
      const imported = await positions.imported(prefix, call);
      if (imported !== null) return `keeps its indices under ${prefix}-`;
      throw new CheckFailed(
        `no index matches ${prefix}-import-position-*`,
        `Set clusters[].${app}.indexPrefix to the index prefix of ${app}, and check that it uses the search engine of clusters[].records.url.`,
      );
    });
  });
}
