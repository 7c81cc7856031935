import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { SearchConnection } from './search-connection.ts';
import { asText } from './fields.ts';
import { CLUSTER_SETTINGS, DISKS, NODES } from './shapes.ts';
import { keptFree } from './engine-units.ts';
import type { EngineLimits } from '../ports/restore-store.port.ts';

type Settings = (name: string) => string;
type Disk = { total_in_bytes: number; available_in_bytes: number };

const DISK = 'cluster.routing.allocation.disk';

/** Three questions: the nodes, the settings of the cluster, and the disks. */
export async function readLimits(connection: SearchConnection, call?: CallOptions): Promise<EngineLimits> {
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

async function readNodes(connection: SearchConnection, call?: CallOptions) {
  const { nodes } = await connection.request(
    { doing: 'look at its nodes' },
    {
      ...{ method: 'GET', path: ['_nodes', '_all', '_none'], shape: NODES },
      query: { filter_path: ['nodes.*.version', 'nodes.*.index_version', 'nodes.*.roles'] },
    },
    call,
  );
  return Object.values(nodes).map(({ version, index_version: index, roles }) => ({
    version,
    indexVersion: index ?? connection.dialect.indexVersionOf(version),
    data: holdsData(roles),
  }));
}

/** Of the defaults only what is read here; they are long. */
async function readClusterSettings(connection: SearchConnection, call?: CallOptions): Promise<Settings> {
  const given = await connection.request(
    { doing: 'read its cluster settings' },
    {
      ...{ method: 'GET', path: ['_cluster', 'settings'], shape: CLUSTER_SETTINGS },
      query: {
        flat_settings: true,
        include_defaults: true,
        filter_path: ['*.cluster*max_shards_per_node', '*.cluster*blocks*', '*.cluster*allocation*disk*'],
        master_timeout: MASTER_TIMEOUT,
      },
    },
    call,
  );
  const all = { ...given.defaults, ...given.persistent, ...given.transient };
  return (name) => asText(all[name]) ?? '';
}

async function readDisks(connection: SearchConnection, call?: CallOptions): Promise<Disk[]> {
  const figures = ['total_in_bytes', 'available_in_bytes'];
  const filter_path = ['nodes.*.roles', ...figures.map((field) => `nodes.*.fs.total.${field}`)];
  const { nodes = {} } = await connection.request(
    { doing: 'look at its disks' },
    { method: 'GET', path: ['_nodes', 'stats', 'fs'], query: { filter_path }, shape: DISKS },
    call,
  );
  return Object.values(nodes)
    .filter(({ roles }) => holdsData(roles))
    .flatMap(({ fs }) => (fs === undefined ? [] : [fs.total]));
}
