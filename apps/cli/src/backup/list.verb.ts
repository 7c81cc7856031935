import { Command } from '@commander-js/extra-typings';
import type { BackupList, BackupListQuery } from '#contracts';
import { BACKUP_STATES } from '#domain';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { readPages } from '../api/pages.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { limit, since, wordsFrom } from '../options.ts';
import type { Context, Session } from '../session.ts';
import { renderList, slim } from './render-list.ts';

export const listVerb = (session: Session) =>
  new Command('list')
    .alias('ls')
    .description('list the backups of a cluster, newest first, foreign ones included')
    .argument('[cluster]', 'required unless --all-clusters is given')
    .option('--limit <n>', 'how many at most', limit, 20)
    .option(
      '--state <state>',
      `only these, with commas between: ${BACKUP_STATES.join(', ')}`,
      wordsFrom(BACKUP_STATES),
    )
    .option(
      '--since <when>',
      'only what started then or later: 2026-11-28, a time (RFC 3339), or 7d ago',
      since,
    )
    .option('--label <key[=value]>', 'only with this label')
    .option('--schedule <name>', 'only those that this schedule started')
    .option('--all-clusters', 'of every cluster that you may see')
    .option('-q, --quiet', 'only the ids, one a line')
    .option('--full', 'with -o json or yaml: everything that is known of each, and not its figures alone')
    .action((cluster, options) => session.run((context) => list(context, cluster, options)));

interface Options {
  limit: number;
  state?: string | undefined;
  since?: string | undefined;
  label?: string | undefined;
  schedule?: string | undefined;
  allClusters?: true | undefined;
  quiet?: true | undefined;
  full?: true | undefined;
}

async function list(context: Context, cluster: string | undefined, options: Options): Promise<number> {
  const { api, printer, say } = context;
  if ((cluster === undefined) === (options.allClusters === undefined))
    throw new ProblemAnswer('Name a cluster, or give --all-clusters.', EXIT.usage);
  const names = cluster === undefined ? await clusterNames(api) : [cluster];
  const { limit: most, state, since: from, label, schedule } = options;
  const filter = { state, since: from, label, schedule };
  const lists = await Promise.all(names.map((name) => readList(api, name, { most, filter })));
  const whole = together(lists);
  const isNarrowed = Object.values(filter).some((value) => value !== undefined);
  if (options.quiet && printer.output === 'table') {
    for (const { backupId, cluster: of } of whole.items)
      printer.line(cluster === undefined ? `${of} ${backupId}` : String(backupId));
  } else {
    const about = { cluster: cluster ?? null, isNarrowed, wide: printer.wide };
    printer.print(options.full ? whole : { ...whole, items: whole.items.map(slim) }, () =>
      renderList(about, whole),
    );
  }
  if (printer.output === 'table') for (const line of remarks(lists, most)) say(line);
  return EXIT.ok;
}

async function clusterNames(api: HoldfastClient): Promise<string[]> {
  const { items } = await api.call('cluster.list');
  return items.map(({ name }) => name);
}

type Filter = Partial<Pick<BackupListQuery, 'state' | 'since' | 'label' | 'schedule'>>;

async function readList(
  api: HoldfastClient,
  cluster: string,
  { most, filter }: { most: number; filter: Filter },
): Promise<BackupList> {
  const pages = await readPages(most, (page) =>
    api.call('backup.list', { params: { cluster }, query: { ...page, ...filter } }),
  );
  const { next, catalogue } = pages.at(-1) ?? { next: null, catalogue: { readAt: null, problems: [] } };
  return { items: pages.flatMap(({ items }) => items), next, catalogue };
}

/** Of several clusters: one after the other. There is no place to continue at in all of them. */
function together(lists: readonly BackupList[]): BackupList {
  const [only, ...more] = lists;
  if (only !== undefined && more.length === 0) return only;
  const problems = lists.flatMap(({ catalogue }) => catalogue.problems);
  return { items: lists.flatMap(({ items }) => items), next: null, catalogue: { readAt: null, problems } };
}

/** Remarks about the list, printed next to it. */
function remarks(lists: readonly BackupList[], most: number): string[] {
  const problems = lists.flatMap(({ catalogue }) => catalogue.problems);
  const lines = problems.map((problem) => `Not all could be read: ${problem}`);
  if (lists.some(({ next }) => next !== null))
    lines.push(`There are older ones; see them with --limit ${most * 5}.`);
  return lines;
}
