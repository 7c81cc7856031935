import type { ClusterConfig } from '#config';
import { installationOfMarker, recordsSnapshotName, stemOf, type PreflightCheck } from '#domain';
import type { ClientsOfCluster } from '#step-worker';
import { check, CheckFailed } from './check.ts';
import { requireSaneClock } from './clock.ts';

interface Call {
  timeoutMs: number;
}

/** The snapshot repository can be written by every node, is quiet, and there is something to snapshot. */
export function recordsChecks(
  { records }: ClientsOfCluster,
  config: ClusterConfig['records'],
  backupId: number,
  call: Call,
): Promise<PreflightCheck>[] {
  const about = (name: string) => ({ name, component: 'records' as const });
  return [
    check(about('records-clock'), async () => {
      const { version, clockSkewMs } = await records.ping(call);
      requireSaneClock(clockSkewMs);
      return `Elasticsearch ${version} answers`;
    }),
    check(about('snapshot-repository'), async () => {
      const { nodes } = await records.verifyRepository(config.repository, call);
      return `"${config.repository}" is registered and verified on ${nodes} node${nodes === 1 ? '' : 's'}`;
    }),
    check(about('no-snapshot-running'), async () => {
      const running = (await records.runningSnapshots(undefined, call)).filter(
        (each) => installationOfMarker(each) === null,
      );
      if (running.length === 0) return 'no snapshot is running';
      throw new CheckFailed(
        `a snapshot is running: ${running.slice(0, 3).join(', ')}`,
        'Wait until it has ended, then run again.',
      );
    }),
    check(about('record-indices'), async () => {
      const pattern = `${stemOf('records', config.indexPrefix)}*`;
      const count = await records.countIndices(pattern, call);
      if (count > 0) return `${count} indices match ${pattern}`;
      throw new CheckFailed(
        `no index matches ${pattern}`,
        "Set clusters[].records.indexPrefix to the exporter's index prefix. A snapshot of nothing would look like a success.",
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
 * Operate and Tasklist of 8.1 to 8.7 keep their own indices, with their import position, beside the records. Under a
 * wrong prefix nobody would see whether they are behind.
 */
export function importPositionChecks(
  { positions }: ClientsOfCluster,
  cluster: ClusterConfig,
  call: Call,
): Promise<PreflightCheck>[] {
  return (['operate', 'tasklist'] as const).flatMap((app) => {
    const prefix = cluster[app]?.indexPrefix;
    if (prefix === undefined) return [];
    return check({ name: `${app}-indices`, component: app }, async () => {
      const imported = await positions.imported(prefix, call);
      if (imported !== null) return `keeps its indices under ${prefix}-`;
      throw new CheckFailed(
        `no index matches ${prefix}-import-position-*`,
        `Set clusters[].${app}.indexPrefix to the index prefix of ${app}, and check that it uses the Elasticsearch of clusters[].records.url.`,
      );
    });
  });
}
