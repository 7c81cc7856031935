import type { ClusterOverview } from '#contracts';
import { SORTS, type Sort } from './order.ts';
import { STANDINGS, standingsOf, type Standing } from './standing.ts';

/** What of the overview is shown, as it is written in the address. */
export interface OverviewQuery {
  /** Words that must all be found. */
  text: string;
  standing: Standing | null;
  /** By the name of a label, the value that it must have. */
  labels: Readonly<Record<string, string>>;
  sort: Sort;
}

export const EVERYTHING: OverviewQuery = { text: '', standing: null, labels: {}, sort: 'worst' };

/** Reads the part of an address behind `?`. What it does not know, it ignores: an old link still shows something. Pure. */
export function queryOf(search: string): OverviewQuery {
  const given = new URLSearchParams(search);
  const labels = given.getAll('label').flatMap((text): [string, string][] => {
    const at = text.indexOf('=');
    return at < 1 ? [] : [[text.slice(0, at), text.slice(at + 1)]];
  });
  return {
    text: given.get('q') ?? '',
    standing: STANDINGS.find((each) => each === given.get('state')) ?? null,
    labels: Object.fromEntries(labels),
    sort: SORTS.find((each) => each === given.get('sort')) ?? 'worst',
  };
}

/** The same the other way round: `?q=pay&state=critical`, or nothing where everything is shown. Pure. */
export function searchOf({ text, standing, labels, sort }: OverviewQuery): string {
  const pairs: [string, string][] = [
    ...(text === '' ? [] : [['q', text] as [string, string]]),
    ...(standing === null ? [] : [['state', standing] as [string, string]]),
    ...Object.entries(labels).map(([name, value]): [string, string] => ['label', `${name}=${value}`]),
    ...(sort === 'worst' ? [] : [['sort', sort] as [string, string]]),
  ];
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** Clusters that text and labels ask for; their counts by standing are shown. Pure. */
export function foundBy<Of extends Pick<ClusterOverview, 'name' | 'labels' | 'version' | 'alerts'>>(
  clusters: readonly Of[],
  { text, labels }: Pick<OverviewQuery, 'text' | 'labels'>,
): Of[] {
  const words = wordsOf(text);
  const wanted = Object.entries(labels);
  return clusters.filter((cluster) => {
    if (wanted.some(([name, value]) => cluster.labels[name] !== value)) return false;
    const written = words.length === 0 ? '' : writtenOf(cluster);
    return words.every((word) => written.includes(word));
  });
}

/** The words that a person typed, in lower case. */
export function wordsOf(typed: string): string[] {
  return typed.toLowerCase().match(/\S+/g) ?? [];
}

/** Of these, the ones with the wanted standing. Pure. */
export function inState<Of extends Parameters<typeof standingsOf>[0]>(
  clusters: readonly Of[],
  standing: Standing | null,
  now: number,
): Of[] {
  if (standing === null) return [...clusters];
  return clusters.filter((cluster) => standingsOf(cluster, now).includes(standing));
}

/** Every label of these clusters with its values, both sorted. Pure. */
export function labelsOf(clusters: readonly Pick<ClusterOverview, 'labels'>[]): [string, string[]][] {
  const values = new Map<string, Set<string>>();
  for (const { labels } of clusters)
    for (const [name, value] of Object.entries(labels))
      values.set(name, (values.get(name) ?? new Set()).add(value));
  return [...values]
    .map(([name, known]): [string, string[]] => [name, [...known].sort()])
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

function writtenOf({
  name,
  labels,
  version,
  alerts,
}: Pick<ClusterOverview, 'name' | 'labels' | 'version' | 'alerts'>): string {
  const words = [
    name,
    version ?? '',
    ...Object.entries(labels).map(([label, value]) => `${label}=${value}`),
    ...alerts.map(({ message }) => message),
  ];
  return words.join('\n').toLowerCase();
}
