import { Command } from '@commander-js/extra-typings';
import { readPages } from '../api/pages.ts';
import { EXIT } from '../exit-codes.ts';
import { RUN_STATES } from '#domain';
import { limit, since, wordsFrom } from '../options.ts';
import type { Session } from '../session.ts';
import { renderRestores, slimRestore } from './render-restore.ts';

export const restoreListVerb = (session: Session) =>
  new Command('list')
    .alias('ls')
    .description('list the restores that were started, newest first')
    .argument('<cluster>')
    .option('--limit <n>', 'how many at most', limit, 20)
    .option(
      '--state <state>',
      `only these, with commas between: ${RUN_STATES.join(', ')}`,
      wordsFrom(RUN_STATES),
    )
    .option(
      '--since <when>',
      'only what started then or later: 2026-11-28, a time (RFC 3339), or 7d ago',
      since,
    )
    .option('--full', 'with -o json or yaml: with the plan and the steps of each')
    .action((cluster, options) =>
      session.run(async ({ api, printer }) => {
        const { state, since: from } = options;
        const pages = await readPages(options.limit, (page) =>
          api.call('restore.list', { params: { cluster }, query: { ...page, state, since: from } }),
        );
        const list = { items: pages.flatMap(({ items }) => items), next: pages.at(-1)?.next ?? null };
        printer.print(options.full ? list : { ...list, items: list.items.map(slimRestore) }, () =>
          renderRestores(cluster, list),
        );
        return EXIT.ok;
      }),
    );
