import type { z } from 'zod';
import type { CallOptions } from '#http';
import type { SearchConnection } from './search-connection.ts';
import { readPrimaries, sourceOf, type PrimaryShard, type ShardSource } from './routing.ts';
import { RECOVERIES } from './shapes.ts';
import type { IndexRecovery } from '../ports/restore-store.port.ts';
import { byPieces } from '../url-pieces.ts';

type Recovery = z.output<typeof RECOVERIES>[string]['shards'][number];

/** How these indices came to be; one that is missing, or that came in between the two questions, is left out. */
export async function readRecovery(
  connection: SearchConnection,
  indices: readonly string[],
  call?: CallOptions,
): Promise<IndexRecovery[]> {
  const found = await byPieces([...new Set(indices)], async (piece) => {
    // In this order: what is in use in the first answer has its recovery in the second.
    const primaries = await readPrimaries(connection, piece, call);
    const recoveries = await readRecoveries(connection, piece, call);
    return piece.flatMap((index) =>
      recoveryOf(index, primaries.get(index) ?? [], recoveries.get(index) ?? []),
    );
  });
  return found.sort((a, b) => (a.index < b.index ? -1 : 1));
}

async function readRecoveries(
  connection: SearchConnection,
  indices: string[],
  call?: CallOptions,
): Promise<Map<string, Recovery[]>> {
  const answer = await connection.request(
    { doing: `read the recovery of ${indices.length} indices` },
    {
      ...{ method: 'GET', path: [indices, '_recovery'], shape: RECOVERIES },
      query: { ignore_unavailable: true },
    },
    call,
  );
  return new Map(
    Object.entries(answer).map(([index, { shards }]) => [index, shards.filter((shard) => shard.primary)]),
  );
}

function recoveryOf(index: string, primaries: PrimaryShard[], recoveries: Recovery[]): IndexRecovery[] {
  const finished = new Map(
    recoveries.filter(({ stage }) => stage === 'DONE').map((recovery) => [recovery.id, recovery]),
  );
  const sources = primaries
    .map(({ id, inUse, source }) => (inUse ? finishedSource(finished.get(id)) : source))
    .filter((source) => source !== null);
  const [first] = sources;
  if (first === undefined) return [];
  const restored = sources.every((source) => isSame(source, first));
  const shardsDone = primaries.filter(({ id, inUse }) => inUse && finished.has(id)).length;
  const sizes = recoveries.map((recovery) => recovery.index.size);
  return [
    {
      index,
      type: restored ? 'snapshot' : 'other',
      repository: restored ? first.repository : null,
      snapshot: restored ? first.snapshot : null,
      done: shardsDone === primaries.length,
      shardsDone,
      shardsTotal: primaries.length,
      bytesDone: sum(sizes, (size) => Number(size['recovered_in_bytes']) + Number(size['reused_in_bytes'])),
      bytesTotal: sum(sizes, (size) => Number(size['total_in_bytes'])),
      stuck: primaries.find(({ stuck }) => stuck !== null)?.stuck ?? null,
    },
  ];
}

const finishedSource = (recovery: Recovery | undefined): ShardSource | null =>
  recovery === undefined ? null : sourceOf(recovery['source'], recovery.type);

const isSame = (one: ShardSource, other: ShardSource): boolean =>
  one.type === 'SNAPSHOT' && one.repository === other.repository && one.snapshot === other.snapshot;

const sum = <T>(items: readonly T[], pick: (item: T) => number): number =>
  items.reduce((total, item) => total + pick(item), 0);
