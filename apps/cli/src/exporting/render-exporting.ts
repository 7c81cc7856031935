import type { Exporting } from '#contracts';
import { paint } from '../output/colours.ts';
import { table } from '../output/table.ts';

const HEAD = ['PARTITION', 'BROKER', 'ROLE', 'PHASE', 'EXPORTED', 'PROCESSED'];

/** One word for the cluster, and a line for each partition on each broker. */
export function renderExporting({ cluster, exporting, partitions, problem }: Exporting): string {
  const colour = exporting === 'running' ? paint.green : paint.red;
  const verdict = `exporting of ${cluster}: ${colour(exporting)}${problem === null ? '' : ` (${problem})`}`;
  if (partitions.length === 0) return verdict;
  const rows = partitions.map((replica) => [
    String(replica.partitionId),
    replica.broker,
    replica.role,
    replica.exporterPhase ?? '–',
    String(replica.exportedPosition ?? '–'),
    String(replica.processedPosition ?? '–'),
  ]);
  return `${verdict}\n\n${table(HEAD, rows)}`;
}
