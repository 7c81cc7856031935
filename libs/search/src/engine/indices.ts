import { StepFailure } from '#domain';
import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { SearchConnection } from './search-connection.ts';
import { ACKNOWLEDGED, RESOLVED, STATS } from './shapes.ts';
import type { IndexEntry, NameHolder } from '../ports/restore-store.port.ts';
import { byPieces, urlPieces } from '../url-pieces.ts';

const named = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** Concrete indices that match; counts and sizes only of what is open and ready. */
export async function findIndices(
  connection: SearchConnection,
  patterns: readonly string[],
  call?: CallOptions,
): Promise<IndexEntry[]> {
  const entries = await byPieces(patterns, async (piece) => {
    const { indices } = await resolve(connection, piece, call);
    if (!indices.some(({ attributes }) => attributes.includes('open'))) return indices.map(entryOf);
    const stats = await readStats(connection, piece, call).catch((error: unknown) => {
      if (!isBlocked(error)) throw error;
      return statsOneByOne(connection, indices, call);
    });
    return indices.map((index) => ({ ...entryOf(index), ...stats.get(index.name) }));
  });
  const found = new Map(entries.map((entry) => [entry.name, entry]));
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** An index whose metadata is locked tells nothing, and hides the others that are asked for with it. */
async function statsOneByOne(connection: SearchConnection, indices: Resolved[], call?: CallOptions) {
  const all: Awaited<ReturnType<typeof readStats>> = new Map();
  for (const { name } of indices) {
    const stats = await readStats(connection, [name], call).catch((error: unknown) => {
      if (!isBlocked(error)) throw error;
      return new Map() as typeof all;
    });
    for (const [index, figures] of stats) all.set(index, figures);
  }
  return all;
}

const isBlocked = (error: unknown): boolean =>
  error instanceof StepFailure && error.detail.code === 'blocked';

/** Aliases and data streams among these names. */
export async function findHolders(
  connection: SearchConnection,
  names: readonly string[],
  call?: CallOptions,
): Promise<NameHolder[]> {
  const found = await byPieces([...new Set(names)], async (piece) => {
    const { aliases, data_streams: streams } = await resolve(connection, piece, call);
    return [
      ...aliases.map(({ name, indices }) => ({ name, kind: 'alias' as const, indices: [indices].flat() })),
      ...streams.map(({ name, backing_indices: behind }) => ({
        name,
        kind: 'data-stream' as const,
        indices: [behind].flat(),
      })),
    ];
  });
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws StepFailure refused, before anything is deleted, when a name is that of an alias or data stream */
export async function deleteIndices(
  connection: SearchConnection,
  names: readonly string[],
  call?: CallOptions,
): Promise<void> {
  const existing = await byPieces(names, async (piece) => {
    const { indices, aliases, data_streams: streams } = await resolve(connection, piece, call);
    const other = [...aliases, ...streams][0];
    // With ignore_unavailable, Elasticsearch acknowledges the deletion of an alias, and does nothing.
    if (other !== undefined) throw notAnIndex(other.name);
    return indices.map(({ name }) => name);
  });
  for (const piece of urlPieces(existing)) {
    await connection.request(
      { doing: `delete index ${named(piece)}` },
      {
        ...{ method: 'DELETE', path: [piece], shape: ACKNOWLEDGED },
        query: { ignore_unavailable: true, master_timeout: MASTER_TIMEOUT },
      },
      call,
    );
  }
}

function notAnIndex(name: string): StepFailure {
  const message = `"${name}" is an alias or a data stream, not an index. Nothing was deleted; name the indices behind it.`;
  return StepFailure.permanent('refused', message, { component: 'records' });
}

interface Resolved {
  name: string;
  attributes: string[];
}

const entryOf = ({ name, attributes }: Resolved): IndexEntry => ({
  name,
  docs: null,
  sizeBytes: null,
  open: attributes.includes('open'),
  hidden: attributes.includes('hidden'),
});

/** Tells indices from aliases, which `_cat/indices` and `_stats` do not. */
function resolve(connection: SearchConnection, names: string[], call?: CallOptions) {
  return connection.request(
    { doing: `look for indices ${named(names)}` },
    {
      ...{ method: 'GET', path: ['_resolve', 'index', names], shape: RESOLVED },
      query: { expand_wildcards: 'all', ...connection.dialect.resolving },
    },
    call,
  );
}

/** A closed index is left out, and so is one without any shard in use. */
async function readStats(connection: SearchConnection, names: string[], call?: CallOptions) {
  const { indices = {} } = await connection.request(
    { doing: `measure indices ${named(names)}` },
    {
      ...{ method: 'GET', path: [names, '_stats', 'docs,store'], shape: STATS },
      query: {
        level: 'indices',
        expand_wildcards: ['open', 'hidden'],
        ignore_unavailable: true,
        filter_path: ['indices.*.primaries.docs.count', 'indices.*.primaries.store.size_in_bytes'],
      },
    },
    call,
  );
  return new Map(
    Object.entries(indices).map(([name, { primaries }]) => [
      name,
      { docs: primaries?.docs?.count ?? null, sizeBytes: primaries?.store?.size_in_bytes ?? null },
    ]),
  );
}
