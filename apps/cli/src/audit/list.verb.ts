import { Command } from '@commander-js/extra-typings';
import type { AuditList } from '#contracts';
import { readPages } from '../api/pages.ts';
import { EXIT } from '../exit-codes.ts';
import { limit } from '../options.ts';
import { localTime } from '../output/format.ts';
import { table } from '../output/table.ts';
import type { Session } from '../session.ts';

export const auditListVerb = (session: Session) =>
  new Command('list')
    .alias('ls')
    .description('who did what, and what was refused, newest first')
    .option('--limit <n>', 'how many at most', limit, 20)
    .action((options) =>
      session.run(async ({ api, printer, say }) => {
        const pages = await readPages(options.limit, (query) => api.call('audit.list', { query }));
        const list = { items: pages.flatMap(({ items }) => items), next: pages.at(-1)?.next ?? null };
        printer.print(list, () => renderAudit(list));
        if (printer.output === 'table' && list.next !== null)
          say(`There are older ones; see them with --limit ${options.limit * 5}.`);
        return EXIT.ok;
      }),
    );

const HEAD = ['TIME', 'WHO', 'ROLE', 'ACTION', 'CLUSTER', 'TARGET', 'STATUS', 'FROM'];

function renderAudit({ items }: AuditList): string {
  if (items.length === 0) return 'Nothing was done yet.';
  const rows = items.map(({ at, who, role, action, cluster, target, status, from }) => [
    ...[localTime(at), who, role ?? '–', action, cluster ?? '–', target ?? '–'],
    ...[String(status), from ?? '–'],
  ]);
  return table(HEAD, rows);
}
