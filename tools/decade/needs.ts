import { join } from 'node:path';
import type { Redis } from 'ioredis';
import type { HistoryNeeds } from '#engine';
import {
  AlertStore,
  ConfirmationStore,
  HistoryStore,
  PlanStore,
  RetentionStore,
  RunStore,
  ScheduleStore,
  SetNotes,
} from '#redis';
import type { SetState } from '#domain';

type Constructor = new (...collaborators: unknown[]) => unknown;
const BUILT = join(import.meta.dirname, '../../dist/apps/coordinator/src');

/**
 * What may need a run, as the coordinator reads it from Redis. Only the sets are not read from a cluster: the simulation knows
 * which there are.
 * @param setsOf ids of the sets of a cluster
 */
export async function needsOf(
  redis: Redis,
  setsOf: (cluster: string) => readonly number[],
): Promise<HistoryNeeds> {
  const reader = (await import(join(BUILT, 'history/history-needs.reader.js'))) as Record<
    string,
    Constructor
  >;
  const { HistoryNeedsReader } = reader;
  if (!HistoryNeedsReader) throw new Error('the build has no HistoryNeedsReader');
  const stores = [
    RunStore,
    HistoryStore,
    ScheduleStore,
    AlertStore,
    PlanStore,
    RetentionStore,
    SetNotes,
    ConfirmationStore,
  ];
  const catalogue = {
    shown: (cluster: string, ids: readonly number[]) => {
      const there = new Set(setsOf(cluster));
      const found = ids.filter((id) => there.has(id)).map((id): [number, SetState] => [id, 'complete']);
      return Promise.resolve({ sets: new Map(found), readAt: Infinity });
    },
  };
  return new HistoryNeedsReader(...stores.map((Store) => new Store(redis)), catalogue) as HistoryNeeds;
}
