import type { CallOptions } from '#http';
import { MASTER_TIMEOUT, type ElasticConnection } from './connection.ts';
import { asText } from './fields.ts';
import { CLUSTER_SETTINGS, DISKS, NODES, shaped } from './shapes.ts';
import { keptFree } from './engine-units.ts';
import type { EngineLimits } from '../ports/restore-store.port.ts';

type Settings = (name: string) => string;
type Disk = { total_in_bytes: number; available_in_bytes: number };

const DISK = 'cluster.routing.allocation.disk';

/** Three questions: the nodes, the settings of the cluster, and the disks. */
export async function readLimits(connection: ElasticConnection, call?: CallOptions): Promise<EngineLimits> {
  const [nodes, settings, disks] = await Promise.all([
    readNodes(connection, call),
    readClusterSettings(connection, call),
    readDisks(connection, call),
  ]);
  const [oldest = { version: '0', indexVersion: 0, data: false }] = nodes.toSorted(
    (a, b) => a.indexVersion - b.indexVersion,
  );
  const perNode = Number(settings('cluster.max_shards_per_node'));
  return {
    version: oldest.version,
    indexVersion: oldest.indexVersion,
    blocks: ['read_only', 'read_only_allow_delete'].filter(
      (block) => settings(`cluster.blocks.${block}`) === 'true',
    ),
    maxShards: perNode * nodes.filter(({ data }) => data).length,
    roomBytes: disks.length === 0 ? null : disks.reduce((sum, disk) => sum + roomOn(disk, settings), 0),
  };
}

/** What may still be written before the engine moves shards away. */
function roomOn({ total_in_bytes: total, available_in_bytes: free }: Disk, settings: Settings): number {
  if (settings(`${DISK}.threshold_enabled`) === 'false') return free;
  const high = `${DISK}.watermark.high`;
  return Math.max(0, free - (keptFree(settings(high), total, settings(`${high}.max_headroom`)) ?? 0));
}

/** A node of the frozen tier alone takes no such shard. */
const holdsData = (roles: readonly string[]): boolean =>
  roles.some((role) => role === 'data' || (role.startsWith('data_') && role !== 'data_frozen'));

function readNodes(connection: ElasticConnection, call?: CallOptions) {
  return connection.ask({ doing: 'look at its nodes' }, call, async (client, parameters) => {
    const filter_path = ['nodes.*.version', 'nodes.*.index_version', 'nodes.*.roles'];
    const { nodes } = NODES.parse(
      shaped<unknown>(
        NODES,
        await client.nodes.info({ node_id: '_all', metric: '_none', filter_path }, parameters),
      ),
    );
    return Object.values(nodes).map(({ version, index_version: index, roles }) => ({
      version,
      indexVersion: index ?? releaseId(version),
      data: holdsData(roles),
    }));
  });
}

/** How an index was numbered before 8.11, when its version was that of the release. */
function releaseId(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  return major * 1_000_000 + minor * 10_000 + patch * 100 + 99;
}

/** Of the defaults only what is read here; they are long. */
function readClusterSettings(connection: ElasticConnection, call?: CallOptions): Promise<Settings> {
  return connection.ask({ doing: 'read its cluster settings' }, call, async (client, parameters) => {
    const request = {
      flat_settings: true,
      include_defaults: true,
      filter_path: ['*.cluster*max_shards_per_node', '*.cluster*blocks*', '*.cluster*allocation*disk*'],
      master_timeout: MASTER_TIMEOUT,
    };
    const given = CLUSTER_SETTINGS.parse(
      shaped<unknown>(CLUSTER_SETTINGS, await client.cluster.getSettings(request, parameters)),
    );
    const all = { ...given.defaults, ...given.persistent, ...given.transient };
    return (name) => asText(all[name]) ?? '';
  });
}

function readDisks(connection: ElasticConnection, call?: CallOptions): Promise<Disk[]> {
  return connection.ask({ doing: 'look at its disks' }, call, async (client, parameters) => {
    const filter_path = [
      'nodes.*.roles',
      ...['total_in_bytes', 'available_in_bytes'].map((field) => `nodes.*.fs.total.${field}`),
    ];
    const { nodes = {} } = DISKS.parse(
      shaped<unknown>(DISKS, await client.nodes.stats({ metric: 'fs', filter_path }, parameters)),
    );
    return Object.values(nodes)
      .filter(({ roles }) => holdsData(roles))
      .flatMap(({ fs }) => (fs === undefined ? [] : [fs.total]));
  });
}
