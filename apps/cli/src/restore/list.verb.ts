import { Command } from '@commander-js/extra-typings';
import { readPages } from '../api/pages.ts';
import { EXIT } from '../exit-codes.ts';
import { limit } from '../options.ts';
import type { Session } from '../session.ts';
import { renderRestores } from './render-restore.ts';

export const restoreListVerb = (session: Session) =>
  new Command('list')
    .description('list the restores that were started, newest first')
    .argument('<cluster>')
    .option('--limit <n>', 'how many at most', limit, 20)
    .action((cluster, options) =>
      session.run(async ({ api, printer }) => {
        const pages = await readPages(options.limit, (query) =>
          api.call('restore.list', { params: { cluster }, query }),
        );
        const list = { items: pages.flatMap(({ items }) => items), next: pages.at(-1)?.next ?? null };
        printer.print(list, () => renderRestores(cluster, list));
        return EXIT.ok;
      }),
    );
