import type { RestoreApi } from '#camunda';
import type { ClientsOfCluster } from '#engine';
import { zeebeSection, type PreflightCheck } from '#domain';
import type { CallOptions } from '#http';
import { check, CheckFailed } from '../checks/check.ts';
import { severalTenants } from '../checks/physical-tenants.ts';

/** The check that every partition exports. */
export const EXPORTING_CHECK = 'exporting-running';

/** What of a cluster of the file is checked against the cluster. */
interface CheckedCluster {
  name?: string;
  /** Its physical tenant (8.10). */
  tenant?: string | undefined;
  zeebe?: { brokerPattern?: string | undefined };
}

/**
 * Every partition has a leader, all brokers are there, nothing is paused, and no restore is half done.
 * @param cluster of the file
 */
export function zeebeChecks(
  clients: ClientsOfCluster,
  call: CallOptions,
  cluster: CheckedCluster = {},
): Promise<PreflightCheck>[] {
  const { restore } = clients;
  const { name = '<cluster>' } = cluster;
  return [
    check({ name: 'zeebe-topology', component: 'zeebe' }, () => partitionsLed(clients, call, cluster)),
    check({ name: EXPORTING_CHECK, component: 'zeebe', about: 'busy' }, () => exporting(clients, call, name)),
    ...(restore === null
      ? []
      : [check({ name: 'no-recovery', component: 'zeebe' }, () => notRecovering(restore, call))]),
  ];
}

/** From 8.10 on a restore that failed leaves the cluster in recovery mode. */
async function notRecovering(restore: RestoreApi, call: CallOptions): Promise<string> {
  const seen = await restore.mode(call);
  if (seen.recovering === 0) return 'no replica is in recovery mode';
  throw new CheckFailed(
    `${seen.recovering} of ${seen.replicas} replicas are in recovery mode: the cluster is being restored, or a restore of it did not complete`,
    'Run the restore again (holdfast restore run). Never switch the cluster to PROCESSING after a restore deleted something: its partitions and its indices would be of two times.',
  );
}

async function partitionsLed(
  { generation, topology }: ClientsOfCluster,
  call: CallOptions,
  { tenant, zeebe }: CheckedCluster,
): Promise<string> {
  const key = `clusters[].${zeebeSection(generation)}.brokers`;
  const listAll =
    zeebe?.brokerPattern === undefined
      ? `List the management address of every broker under ${key}`
      : `Check that ${key} is the management address of every broker, with its node id in the place of {id}`;
  const [{ partitionCount, brokers, replicas: expected, tenants }, replicas] = await Promise.all([
    topology.topology(call),
    topology.read(call),
  ]);
  const several = severalTenants(tenant, tenants);
  if (several !== null) throw new CheckFailed(several.message, several.remedy);
  const led = new Set(
    replicas.filter((replica) => replica.role === 'LEADER').map((replica) => replica.partitionId),
  );
  if (partitionCount < 1 || led.size < partitionCount) {
    throw new CheckFailed(
      `only ${led.size} of ${partitionCount} partitions show a leader`,
      `Wait until all brokers are ready. ${listAll}.`,
    );
  }
  if (replicas.length < expected) {
    throw new CheckFailed(
      `only ${replicas.length} of ${expected} replicas of the partitions were seen; the cluster has ${brokers} brokers`,
      `${listAll}, and wait until all of them are up: a pause is only believed when every broker shows it.`,
    );
  }
  const whose = tenant !== undefined && tenants !== undefined ? ` of physical tenant "${tenant}"` : '';
  return `${partitionCount} partitions${whose} on ${brokers} broker${brokers === 1 ? '' : 's'}, each with a leader`;
}

async function exporting({ topology }: ClientsOfCluster, call: CallOptions, name: string) {
  const state = await topology.exporting(call);
  if (state === 'running') return { message: 'every partition exports', read: { exporting: state } };
  if (state === 'unknown') {
    throw new CheckFailed(
      'not every partition shows its exporter phase',
      'Wait until all brokers are ready, then run again.',
    );
  }
  const replicas = await topology.read(call);
  const phases = replicas
    .map((replica) => `partition ${replica.partitionId}: ${replica.exporterPhase ?? 'none'}`)
    .join(', ');
  throw new CheckFailed(
    `exporting is ${state} already (${phases}): another tool is taking a backup, or left it so`,
    `Make sure that no other backup runs, then resume it: \`holdfast exporting resume ${name}\`. Never send a hard pause over a soft one.`,
  );
}
