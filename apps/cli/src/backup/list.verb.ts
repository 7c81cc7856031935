import { Command } from '@commander-js/extra-typings';
import type { Backup, BackupList } from '#contracts';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { EXIT } from '../exit-codes.ts';
import { limit } from '../options.ts';
import { bytes, localTime, span } from '../output/format.ts';
import { table } from '../output/table.ts';
import type { Session } from '../session.ts';
import { readPages } from '../api/pages.ts';
import { whose } from './foreign.ts';
import { paintedState } from './render-backup.ts';

export const listVerb = (session: Session) =>
  new Command('list')
    .description('list the backups of a cluster, newest first, foreign ones included')
    .argument('<cluster>')
    .option('--limit <n>', 'how many at most', limit, 20)
    .action((cluster, options) =>
      session.run(async ({ api, printer, say }) => {
        const list = await readList(api, cluster, options.limit);
        printer.print(list, () => renderList(cluster, list));
        if (printer.output === 'table') for (const line of remarks(list, options.limit)) say(line);
        return EXIT.ok;
      }),
    );

async function readList(api: HoldfastClient, cluster: string, most: number): Promise<BackupList> {
  const pages = await readPages(most, (query) => api.call('backup.list', { params: { cluster }, query }));
  const { next, catalogue } = pages.at(-1) ?? { next: null, catalogue: { readAt: null, problems: [] } };
  return { items: pages.flatMap(({ items }) => items), next, catalogue };
}

const HEAD = ['ID', 'STATE', 'STARTED', 'AGE', 'TOOK', 'SIZE', 'CAMUNDA', 'NOTES'];

export function renderList(cluster: string, { items }: BackupList): string {
  if (items.length === 0) return `Cluster ${cluster} has no backup.`;
  const now = Date.now();
  return table(
    HEAD,
    items.map((backup) => row(backup, now)),
  );
}

function row(backup: Backup, now: number): string[] {
  const { set, run } = backup;
  const startedAt = set ? set.startedAt : (run?.requestedAt ?? null);
  const age = startedAt === null ? null : (now - Date.parse(startedAt)) / 1000;
  return [
    String(backup.backupId),
    paintedState(backup),
    localTime(startedAt),
    span(age),
    set?.durationSeconds == null ? '–' : `${set.durationSeconds.toFixed(1)} s`,
    bytes(set?.sizeBytes ?? null),
    set?.versions.join(', ') || run?.version || '–',
    notes(backup).join(', '),
  ];
}

function notes({ set, run }: Backup): string[] {
  const all = Object.entries(run?.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const owner = set && whose(set);
  if (owner) all.push(owner);
  if (set?.kept) all.push('kept');
  if (set?.verification) all.push(set.verification.ok ? 'verified' : 'verification failed');
  if (set?.deletion) all.push(set.deletion.phase === 'done' ? 'deletion stopped half-way' : 'being deleted');
  if (set?.state === 'partial') all.push(`${set.missing.length} missing`);
  return all;
}

/** Remarks about the list, printed next to it. */
function remarks({ next, catalogue }: BackupList, most: number): string[] {
  const lines = catalogue.problems.map((problem) => `Not all could be read: ${problem}`);
  if (next !== null) lines.push(`There are older ones; see them with --limit ${most * 5}.`);
  return lines;
}
