import { Command } from '@commander-js/extra-typings';
import type { Exporting } from '#contracts';
import { EXIT } from '../exit-codes.ts';
import { paint } from '../output/colours.ts';
import { table } from '../output/table.ts';
import type { Session } from '../session.ts';

export const statusVerb = (session: Session) =>
  new Command('status')
    .description('what every partition exports, read from the brokers now; exit code 20 unless it runs')
    .argument('<cluster>')
    .action((cluster) =>
      session.run(async ({ api, printer }) => {
        const status = await api.exporting(cluster);
        printer.print(status, () => renderExporting(status));
        return status.exporting === 'running' ? EXIT.ok : EXIT.exportingNotRunning;
      }),
    );

const HEAD = ['PARTITION', 'BROKER', 'ROLE', 'PHASE', 'EXPORTED', 'PROCESSED'];

function renderExporting({ cluster, exporting, partitions, problem }: Exporting): string {
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
