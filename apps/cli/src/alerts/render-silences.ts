import type { Silence } from '#contracts';
import { localTime } from '../output/format.ts';
import { table } from '../output/table.ts';

/** What a silence holds back: `all alerts`, `schedule-paused (nightly)`. */
export function aboutOf({ kind, subject }: Pick<Silence, 'kind' | 'subject'>): string {
  if (kind === null) return subject === null ? 'all alerts are' : `alerts about ${subject} are`;
  return `${kind}${subject === null ? '' : ` (${subject})`} is`;
}

const HEAD = ['ID', 'CLUSTER', 'ALERTS', 'UNTIL', 'BY', 'NOTE'];

export function renderSilences(silences: readonly Silence[]): string {
  if (silences.length === 0) return 'No alert is silenced.';
  const rows = silences.map(({ id, cluster, kind, subject, until, by, note }) => [
    String(id),
    cluster,
    `${kind ?? 'all'}${subject === null ? '' : ` (${subject})`}`,
    localTime(until),
    by,
    note,
  ]);
  return table(HEAD, rows);
}
