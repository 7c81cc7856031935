import { json, type RealCluster } from './real-cluster.ts';

interface Positions {
  processedPosition: number;
  exportedPosition: number;
}

/** Where each partition stands, asked of the broker itself. */
export const partitionPositions = ({
  zeebe,
}: Pick<RealCluster, 'zeebe'>): Promise<Record<string, Positions>> => json(`${zeebe}/actuator/partitions`);

interface Bucket {
  key: string | number;
  types: { buckets: { key: string; last: { value: number } }[] };
}

/** The last position in the record indices, by partition and value type: `1-process-instance`. */
export async function exportedPositions({
  elasticsearch,
}: Pick<RealCluster, 'elasticsearch'>): Promise<Map<string, number>> {
  await json(`${elasticsearch}/zeebe-record*/_refresh`, { method: 'POST' });
  const types = { terms: { field: 'valueType' }, aggs: { last: { max: { field: 'position' } } } };
  const aggs = { partitions: { terms: { field: 'partitionId' }, aggs: { types } } };
  const answer = await json<{ aggregations: { partitions: { buckets: Bucket[] } } }>(
    `${elasticsearch}/zeebe-record*/_search`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ size: 0, aggs }),
    },
  );
  return new Map(
    answer.aggregations.partitions.buckets.flatMap(({ key, types: { buckets } }) =>
      buckets.map((type) => [`${key}-${type.key.toLowerCase().replaceAll('_', '-')}`, type.last.value]),
    ),
  );
}

interface Importer {
  app: string;
  /** The index in which it notes how far it has read. */
  positions: string;
  /** The value types that it reads. */
  reads: readonly string[];
}

const IMPORTERS: readonly Importer[] = [
  {
    app: 'operate',
    positions: 'operate-import-position-*',
    reads: ['process', 'process-instance', 'variable', 'job'],
  },
  {
    app: 'tasklist',
    positions: 'tasklist-import-position-*',
    reads: ['process', 'process-instance', 'variable', 'job'],
  },
  {
    app: 'optimize',
    positions: 'optimize-position-based-import-index_*',
    reads: ['process', 'process-instance'],
  },
];

/** How far an importer has read, by partition and value type. */
async function importedPositions(
  { elasticsearch }: Pick<RealCluster, 'elasticsearch'>,
  { positions }: Importer,
): Promise<Map<string, number>> {
  const { hits } = await json<{ hits: { hits: { _id: string; _source: { position: number } }[] } }>(
    `${elasticsearch}/${positions}/_search?size=100`,
  );
  return new Map(hits.hits.map(({ _id: id, _source: { position } }) => [id, position]));
}

/** Every exporter, and every importer of a value type, that has not read all there is; empty when all is settled.
 * @param apps whose importers are asked; left out, those of Operate, Tasklist and Optimize */
export async function behind(
  cluster: Pick<RealCluster, 'zeebe' | 'elasticsearch'>,
  apps?: readonly string[],
): Promise<string[]> {
  const partitions = await partitionPositions(cluster);
  const lagging = Object.entries(partitions)
    .filter(([, { processedPosition, exportedPosition }]) => exportedPosition < processedPosition)
    .map(([id]) => `exporter of partition ${id}`);
  const exported = await exportedPositions(cluster);
  for (const importer of IMPORTERS.filter(({ app }) => apps?.includes(app) ?? true)) {
    const read = await importedPositions(cluster, importer);
    for (const [key, position] of exported) {
      const isRead = importer.reads.includes(key.slice(key.indexOf('-') + 1));
      // One that has read nothing yet has no position.
      if (isRead && (read.get(key) ?? 0) < position) lagging.push(`${importer.app} ${key}`);
    }
  }
  return lagging;
}
