import { Injectable } from '@nestjs/common';
import { filterOf, type AllRunsQuery, type AllRunsList } from '#contracts';
import { RunStore } from '#redis';
import { runSummary } from './run-summary.ts';
import { isRunWanted } from './runs.service.ts';

/** With a filter, this many runs are looked at for one answer. */
const EXAMINED = 200;

/** Names a run among those of all clusters. */
interface Place {
  cluster: string;
  number: number;
}

/** Runs of several clusters in one list. */
@Injectable()
export class AllRuns {
  constructor(private readonly store: RunStore) {}

  /**
   * By number, the greatest first: numbers are about the second in which a run was asked for. Runs of one number come by the name of
   * their cluster.
   * @param clusters names of those whose runs are listed
   * @throws ioredis' error while Redis is down
   */
  async list(
    clusters: readonly string[],
    { limit, cursor, kind, ...asked }: AllRunsQuery,
  ): Promise<AllRunsList> {
    const filter = filterOf(asked);
    const filtered = kind !== undefined || filter !== null;
    const places = await this.places(
      clusters,
      cursor === undefined ? null : placeIn(cursor),
      filtered ? EXAMINED : limit,
    );
    const runs = await this.read(places.slice(0, filtered ? EXAMINED : limit));
    const wanted = runs.filter(
      ({ run }) => run === null || ((kind === undefined || run.kind === kind) && isRunWanted(run, filter)),
    );
    const page = wanted.slice(0, limit);
    const looked = page.length === limit ? page.at(-1) : runs.at(-1);
    const more = looked !== undefined && places.some((place) => isAfter(place, looked.place));
    return {
      items: page.flatMap(({ place: { cluster }, run }) =>
        run === null ? [] : [{ cluster, run: runSummary(run) }],
      ),
      next: more ? `${looked.place.number}-${looked.place.cluster}` : null,
    };
  }

  /** Those after a place, in their order: one more than `most`, where there are as many. */
  private async places(clusters: readonly string[], after: Place | null, most: number): Promise<Place[]> {
    const found = await Promise.all(
      clusters.map(async (cluster) => {
        const numbers = await this.store.numbersUpTo(cluster, after?.number ?? null, most + 2);
        return numbers.map((number) => ({ cluster, number }));
      }),
    );
    return found
      .flat()
      .filter((place) => after === null || isAfter(place, after))
      .sort((a, b) => (isAfter(a, b) ? 1 : -1))
      .slice(0, most + 1);
  }

  /** null for a run that this build cannot read, or that was removed meanwhile. */
  private async read(places: readonly Place[]) {
    const byCluster = new Map<string, number[]>();
    for (const { cluster, number } of places)
      byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), number]);
    const known = new Map(
      await Promise.all(
        [...byCluster].map(async ([cluster, numbers]) => {
          const runs = await this.store.findMany(cluster, numbers);
          return [cluster, new Map(numbers.map((number, index) => [number, runs[index] ?? null]))] as const;
        }),
      ),
    );
    return places.map((place) => ({ place, run: known.get(place.cluster)?.get(place.number) ?? null }));
  }
}

function isAfter(one: Place, other: Place): boolean {
  if (one.number !== other.number) return one.number < other.number;
  return one.cluster > other.cluster;
}

/** @param cursor as the schema allows it: number and cluster */
function placeIn(cursor: string): Place {
  const dash = cursor.indexOf('-');
  return { number: Number(cursor.slice(0, dash)), cluster: cursor.slice(dash + 1) };
}
