import type { ClusterState, Simulator } from '../../apps/simulator/src/index.ts';

/** Ids of sets that the other cluster took long ago, one of them incomplete. */
const SETS = [1_700_000_000, 1_700_086_400] as const;

/** Its prefixes begin with those of the cluster that is backed up. */
const INDICES = [
  'zeebe-record-b_job_8.6.0_2026-01-01',
  'zeebe-record-b_variable_8.6.0_2026-01-01',
  'operate-b-list-view-8.3.0_',
  'tasklist-b-task-8.5.0_',
  'optimize-b-process-instance_v8',
];

/** What belongs to another cluster in the same engine and repository. Plain data, by name. */
export interface Belongings {
  readonly snapshots: Readonly<Record<string, string>>;
  readonly indices: Readonly<Record<string, string>>;
}

const parts = (app: string, id: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `camunda_${app}_${id}_8.6.0_part_${index + 1}_of_${count}`);

const snapshotsOf = (id: number, isWhole: boolean): string[] => [
  ...parts('operate', id, isWhole ? 6 : 3),
  ...parts('tasklist', id, 6),
  ...parts('optimize', id, 2),
  ...(isWhole ? [`camunda_zeebe_records_backup_${id}`] : []),
];

/** Makes the indices and sets of another cluster, as if taken by hand: nothing in them says whose they are. */
export async function settleNeighbour(simulator: Simulator, cluster: string): Promise<Belongings> {
  const url = simulator.clusters[cluster]?.elasticsearch ?? '';
  for (const name of INDICES) {
    await put(`${url}/${name}`, {});
    await put(`${url}/${name}/_doc`, { n: 1 }, 'POST');
  }
  for (const [index, id] of SETS.entries())
    for (const name of snapshotsOf(id, index === 0))
      await put(`${url}/_snapshot/camunda/${name}?wait_for_completion=true`, {
        indices: INDICES.join(','),
        metadata: { backupId: id },
      });
  return belongings(simulator.inspect(cluster).state);
}

/** As the store has them now. */
export function belongings({ elasticsearch }: Pick<ClusterState, 'elasticsearch'>): Belongings {
  const isTheirs = (name: string): boolean => SETS.some((id) => name.includes(`_${id}`));
  const snapshots = Object.values(elasticsearch.snapshots).flat();
  return {
    snapshots: Object.fromEntries(
      snapshots
        .filter(({ name }) => isTheirs(name))
        .map(({ name, uuid, state }) => [name, `${uuid} ${state}`]),
    ),
    indices: Object.fromEntries(
      elasticsearch.indices
        .filter(({ name }) => INDICES.includes(name))
        .map(({ name, uuid, docs }) => [name, `${uuid} ${docs}`]),
    ),
  };
}

async function put(url: string, body: unknown, method = 'PUT'): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}
