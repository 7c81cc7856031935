import type { z } from 'zod';
import type { CallOptions } from '#http';
import { oneLine, storeAnswerOf } from './answer.ts';
import { readOne, type OneSnapshot } from './one-snapshot.ts';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { SearchConnection } from './search-connection.ts';
import { STATUS, type SnapshotInfo } from './shapes.ts';
import { detailsOf, reasonsOf } from '../snapshot-observation.ts';
import type { SnapshotCheck } from '../ports/snapshot-store.port.ts';

const noShards = { total: 0, successful: 0, failed: 0 };

/** What the store says when a file in the repository is not what it should be, by the type of the innermost error. */
const DAMAGE =
  /^(snapshot_missing|no_such_file|corrupt_state|access_denied|index_format_too_(new|old))_exception$/;

/**
 * Two questions: `_status` reads the file list of every shard, and so shows what is lost; but it calls a PARTIAL
 * snapshot SUCCESS (recorded on Elasticsearch 8.16.1), so its state is asked for before.
 */
export async function checkSnapshot(
  connection: SearchConnection,
  one: OneSnapshot,
  call?: CallOptions,
): Promise<SnapshotCheck> {
  const read = await askFor(connection, one, call);
  if ('damage' in read) return { ok: false, message: read.damage, shards: noShards, sizeBytes: null };
  const { shards, sizeBytes } = detailsOf(read.found);
  const word = read.found.state ?? 'UNKNOWN';
  if (word !== 'SUCCESS' || shards.failed > 0 || shards.successful < shards.total) {
    const message = `${word}, ${shards.successful} of ${shards.total} shards successful${reasonsOf(read.found)}`;
    return { ok: false, message, shards, sizeBytes };
  }
  const status = await askForStatus(connection, one, call);
  if ('damage' in status) {
    const message = `${word}, but not all of its files can be read: ${status.damage}`;
    return { ok: false, message, shards, sizeBytes };
  }
  const { done, total } = status.found.shards_stats;
  return {
    ok: done === total && total === shards.total,
    message: `${word}, the file lists of ${done} of ${shards.total} shards can be read`,
    shards,
    sizeBytes: status.found.stats.total.size_in_bytes,
  };
}

type Read<T> = { found: T } | { damage: string };

function askFor(
  connection: SearchConnection,
  one: OneSnapshot,
  call?: CallOptions,
): Promise<Read<SnapshotInfo>> {
  const { repository, snapshot } = one;
  const action = { doing: `check snapshot "${snapshot}" in repository "${repository}"`, repository };
  return connection.ask(action, call, async (engine) => {
    try {
      const found = await readOne(connection, engine, one);
      return found === null ? { damage: 'no such snapshot' } : { found };
    } catch (error) {
      return damageOf(error);
    }
  });
}

function askForStatus(
  connection: SearchConnection,
  { repository, snapshot }: OneSnapshot,
  call?: CallOptions,
): Promise<Read<z.output<typeof STATUS>['snapshots'][number]>> {
  const action = { doing: `read the shards of snapshot "${snapshot}"`, repository };
  return connection.ask(action, call, async (engine) => {
    try {
      const { snapshots } = await engine.request(STATUS, {
        ...{ method: 'GET', path: ['_snapshot', repository, snapshot, '_status'] },
        query: {
          // The answer has a paragraph for every shard, too long to read.
          filter_path: ['snapshots.shards_stats', 'snapshots.stats'],
          master_timeout: MASTER_TIMEOUT,
        },
      });
      const [found] = snapshots;
      return found === undefined ? { damage: 'no such snapshot' } : { found };
    } catch (error) {
      return damageOf(error);
    }
  });
}

/** @throws what it was given, when that says nothing of the snapshot */
function damageOf(error: unknown): { damage: string } {
  const answer = storeAnswerOf(error);
  if (answer === null || !DAMAGE.test(answer.causes.at(-1)?.type ?? answer.type)) throw error;
  return { damage: oneLine(answer.reason) };
}
