import { overlap, stemsOf, type IndexSpace } from '#domain';
import { addressKey } from './address-key.ts';
import { indexPrefixesOf, type IndexOwners } from './restore.schema.ts';

/** What of a cluster tells where its indices and snapshots are. */
export interface PlacedCluster extends IndexOwners {
  name: string;
  records: { url: string; repository: string; indexPrefix: string };
  restore?: { indices: readonly string[] } | undefined;
}

interface Problem {
  path: (string | number)[];
  message: string;
}

/** Tells the indices of a cluster from those of the others of the file that use the same engine. */
export function indexSpaceOf(cluster: PlacedCluster, all: readonly PlacedCluster[]): IndexSpace {
  const neighbours = all.filter((each) => each !== cluster && sameEngine(each, cluster));
  return {
    prefixes: indexPrefixesOf(cluster),
    exact: exactNames(cluster),
    others: neighbours.flatMap((each) => stemsOf(indexPrefixesOf(each)).map(({ stem }) => stem)),
  };
}

/**
 * What makes clusters of one file indistinguishable. Prefixes of which one begins with the other are fine: what
 * begins with the longer one belongs to that. The exception are records: their snapshot takes all that their prefix fits.
 * @returns one problem for each pair, with both names and the remedy
 */
export function placementProblems(clusters: readonly PlacedCluster[]): Problem[] {
  // A cluster with a problem of its own comes as the file has it, perhaps without its search engine.
  if (clusters.some(({ records }) => (records as unknown) === undefined)) return [];
  return clusters.flatMap((cluster, index) => [
    ...withinCluster(cluster, index),
    ...clusters
      .slice(0, index)
      .filter((earlier) => sameEngine(earlier, cluster))
      .flatMap((earlier) => betweenClusters(cluster, earlier, index)),
  ]);
}

/** Two clusters whose engines turned out to be one: why they are indistinguishable; null when they are not. */
export function placementConflict(one: PlacedCluster, other: PlacedCluster): string | null {
  return betweenClusters(other, one, 0)[0]?.message ?? null;
}

/** The records snapshot would take the indices of a web application, which are in its own snapshots, too. */
function withinCluster(cluster: PlacedCluster, index: number): Problem[] {
  const stems = stemsOf(indexPrefixesOf(cluster));
  const records = stems.find(({ owner }) => owner === 'records')?.stem ?? '';
  return stems
    .filter(({ owner, stem }) => owner !== 'records' && stem.startsWith(records))
    .map(({ owner, prefix }) => ({
      // The prefix may be a default, which stands nowhere in the file.
      path: ['clusters', index],
      message:
        `has records.indexPrefix "${cluster.records.indexPrefix}", which also fits the indices of ${owner} of cluster "${cluster.name}" (${owner}.indexPrefix: ${prefix}): its records ` +
        'snapshot would hold them. Set the index prefix of the exporter and this one to a name that no other begins with',
    }));
}

function betweenClusters(cluster: PlacedCluster, earlier: PlacedCluster, index: number): Problem[] {
  const problems: Problem[] = [];
  const both = `clusters "${earlier.name}" and "${cluster.name}"`;
  const add = (path: string[], message: string): void => {
    problems.push({ path: ['clusters', index, ...path], message });
  };
  if (cluster.records.repository === earlier.records.repository)
    add(
      ['records', 'repository'],
      `is the snapshot repository of ${both} in the same Elasticsearch: their backups could not be distinguished. ` +
        'Register a repository of its own for each, with another bucket, container or base path',
    );
  for (const { owner, prefix, stem } of stemsOf(indexPrefixesOf(cluster)))
    for (const other of stemsOf(indexPrefixesOf(earlier))) {
      const hides =
        (owner === 'records' && other.stem.startsWith(stem)) ||
        (other.owner === 'records' && stem.startsWith(other.stem));
      if (stem !== other.stem && !(hides && overlap(stem, other.stem))) continue;
      add(
        [],
        `has ${owner}.indexPrefix "${prefix}", which overlaps "${other.prefix}" (${other.owner}.indexPrefix) of ${both}, which use the same ` +
          'Elasticsearch: their indices could not be distinguished. Give each component an index prefix of its own, or ' +
          'each cluster an Elasticsearch of its own',
      );
    }
  const shared = exactNames(cluster).filter((name) => exactNames(earlier).includes(name));
  if (shared.length > 0)
    add(
      ['restore', 'indices'],
      `${shared.join(', ')} is listed by ${both}, which use the same Elasticsearch: a restore of one would delete it ` +
        'for the other. List it for the cluster that it belongs to',
    );
  return problems;
}

function exactNames({ restore }: PlacedCluster): string[] {
  return (restore?.indices ?? []).filter((pattern) => !pattern.includes('*'));
}

function sameEngine(one: PlacedCluster, other: PlacedCluster): boolean {
  // A cluster without an engine shares none.
  if (one.records.url === '' || other.records.url === '') return false;
  return addressKey(one.records.url) === addressKey(other.records.url);
}
