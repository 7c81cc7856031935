import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { SearchConnection } from './search-connection.ts';
import { asObject, asText } from './fields.ts';
import { oneLine } from './answer.ts';
import { ROUTING } from './shapes.ts';

export interface ShardSource {
  type: string;
  repository: string | null;
  snapshot: string | null;
}

/** Where the primary of one shard is, as the cluster's routing table has it. */
export interface PrimaryShard {
  id: number;
  /** On a node, and ready. */
  inUse: boolean;
  /** What it is filled from, as long as it is not in use. */
  source: ShardSource | null;
  /** Why it will not get on a node by itself; null otherwise. */
  stuck: string | null;
}

/**
 * The primary shards of these indices. Asked of the routing table, since `_recovery` says nothing of a shard that
 * waits for its turn, and no more of one whose recovery failed (recorded on Elasticsearch 8.16.1); `_cat/shards`
 * would, but fails for all names when one is missing.
 */
export async function readPrimaries(
  connection: SearchConnection,
  indices: string[],
  call?: CallOptions,
): Promise<Map<string, PrimaryShard[]>> {
  const answer = await connection.request(
    { doing: `look at the shards of ${indices.length} indices` },
    {
      ...{ method: 'GET', path: ['_cluster', 'state', 'routing_table', indices], shape: ROUTING },
      query: {
        ignore_unavailable: true,
        filter_path: ['routing_table.indices'],
        master_timeout: MASTER_TIMEOUT,
      },
    },
    call,
  );
  const table = asObject(asObject(answer['routing_table'])?.['indices']) ?? {};
  return new Map(Object.entries(table).map(([index, routing]) => [index, primariesOf(routing)]));
}

function primariesOf(routing: unknown): PrimaryShard[] {
  const shards = asObject(asObject(routing)?.['shards']) ?? {};
  return Object.entries(shards).map(([id, copies]) => {
    const primaries = (Array.isArray(copies) ? copies : [])
      .map((copy: unknown) => asObject(copy) ?? {})
      .filter((copy) => copy['primary'] === true);
    // One that moves is there twice, and in use where it comes from.
    return primaryOf(Number(id), primaries.find(isInUse) ?? primaries[0] ?? {});
  });
}

const isInUse = (copy: Record<string, unknown>): boolean =>
  copy['state'] === 'STARTED' || copy['state'] === 'RELOCATING';

function primaryOf(id: number, copy: Record<string, unknown>): PrimaryShard {
  const inUse = isInUse(copy);
  return { id, inUse, source: sourceOf(copy['recovery_source']), stuck: stuckOf(id, copy) };
}

/** Also for the `source` of `_recovery`, whose type is a field next to it. */
export function sourceOf(source: unknown, type?: string): ShardSource | null {
  const fields = asObject(source);
  const word = type ?? asText(fields?.['type']);
  if (fields === null || word === null) return null;
  return {
    type: word,
    repository: asText(fields['repository']),
    snapshot: asText(fields['snapshot']),
  };
}

/** Any other status means that it waits for its turn, or for an answer of the nodes. */
const GIVEN_UP = ['deciders_no', 'no_valid_shard_copy'];

function stuckOf(id: number, copy: Record<string, unknown>): string | null {
  const info = asObject(copy['unassigned_info']);
  const status = asText(info?.['allocation_status']) ?? '';
  if (info === null || copy['state'] !== 'UNASSIGNED' || !GIVEN_UP.includes(status)) return null;
  const why = causeIn(asText(info['details']) ?? '');
  const reason = asText(info['reason']) ?? 'no reason';
  return oneLine(`shard ${id} is on no node (${reason}, ${status})${why === '' ? '' : `: ${why}`}`);
}

/**
 * The cause of all: of Elasticsearch it is at the end of a stack trace of a hundred lines, of OpenSearch in the innermost
 * brackets of one line.
 */
function causeIn(details: string): string {
  const [first = '', ...rest] = details.split('\n');
  const causes = rest.filter((line) => line.startsWith('Caused by: '));
  const nested = first.split('; nested: ').at(-1) ?? first;
  return causes.at(-1)?.slice('Caused by: '.length) ?? nested.replace(/[; ]+$/, '');
}
