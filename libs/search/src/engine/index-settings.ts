import type { CallOptions } from '#http';
import { MASTER_TIMEOUT } from './master-timeout.ts';
import type { SearchConnection } from './search-connection.ts';
import { asObject, asText, asTime } from './fields.ts';
import { SETTINGS } from './shapes.ts';
import type { IndexSettings, LifecyclePolicy } from '../ports/restore-store.port.ts';
import { byPieces } from '../url-pieces.ts';

const isOn = (value: unknown): boolean => value === true || value === 'true';

/**
 * A few words of every index, from the state of the cluster: the settings themselves cannot be asked for where the metadata
 * of one index is locked (recorded on Elasticsearch 8.16.1), and that is what has to be found.
 */
export async function readSettings(
  connection: SearchConnection,
  call?: CallOptions,
): Promise<IndexSettings[]> {
  const { policyPaths } = connection.dialect.lifecycle;
  const wanted = [
    ...['number_of_shards', 'number_of_replicas', 'creation_date', 'blocks', 'lifecycle'],
    ...policyPaths.map((path) => path.join('.')),
  ];
  const { metadata } = await connection.request(
    { doing: 'read the settings of the indices' },
    {
      ...{ method: 'GET', path: ['_cluster', 'state', 'metadata'], shape: SETTINGS },
      query: {
        filter_path: [
          'metadata.indices.*.state',
          ...wanted.map((setting) => `metadata.indices.*.settings.index.${setting}`),
        ],
        master_timeout: MASTER_TIMEOUT,
      },
    },
    call,
  );
  return Object.entries(metadata?.indices ?? {})
    .map(([index, entry]) => settingsOf(index, entry, policyPaths))
    .sort((a, b) => (a.index < b.index ? -1 : 1));
}

function settingsOf(
  index: string,
  entry: Record<string, unknown>,
  policyPaths: readonly (readonly string[])[],
): IndexSettings {
  const given = asObject(asObject(entry['settings'])?.['index']);
  const lifecycle = asObject(given?.['lifecycle']);
  const blocks = Object.entries(asObject(given?.['blocks']) ?? {});
  return {
    index,
    open: entry['state'] !== 'close',
    blocks: blocks
      .filter(([, value]) => isOn(value))
      .map(([name]) => name)
      .sort(),
    shards: Number(given?.['number_of_shards']),
    replicas: Number(given?.['number_of_replicas']),
    lifecycle: policyPaths.map((path) => textAt(given, path)).find((policy) => policy !== null) ?? null,
    ageFrom: asTime(lifecycle?.['origination_date']) ?? asTime(given?.['creation_date']),
  };
}

function textAt(value: unknown, path: readonly string[]): string | null {
  return asText(path.reduce<unknown>((inner, name) => asObject(inner)?.[name], value));
}

/** One call for each policy: of several names, one that is missing hides the others. */
export function readLifecycles(
  connection: SearchConnection,
  policies: readonly string[],
  call?: CallOptions,
): Promise<LifecyclePolicy[]> {
  return byPieces([...new Set(policies)], async (piece) => {
    const found = await Promise.all(
      piece.map((policy) => connection.dialect.lifecycle.read(connection, policy, call)),
    );
    return found.filter((each) => each !== null);
  });
}
