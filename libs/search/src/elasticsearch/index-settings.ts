import type { CallOptions } from '#http';
import { storeAnswerOf } from './answer.ts';
import { MASTER_TIMEOUT, type ElasticConnection } from './connection.ts';
import { asObject, asText, asTime } from './fields.ts';
import { LIFECYCLES, SETTINGS, shaped } from './shapes.ts';
import { durationMs } from './engine-units.ts';
import type { IndexSettings, LifecyclePolicy } from '../ports/restore-store.port.ts';
import { byPieces } from '../url-pieces.ts';

const isOn = (value: unknown): boolean => value === true || value === 'true';

/**
 * A few words of every index, from the state of the cluster: the settings themselves cannot be asked for where the metadata
 * of one index is locked (recorded on Elasticsearch 8.16.1), and that is what has to be found.
 */
export async function readSettings(
  connection: ElasticConnection,
  call?: CallOptions,
): Promise<IndexSettings[]> {
  const action = { doing: 'read the settings of the indices' };
  const answer: unknown = await connection.ask(action, call, async (client, parameters) => {
    const wanted = ['number_of_shards', 'number_of_replicas', 'creation_date', 'blocks', 'lifecycle'];
    const request = {
      metric: 'metadata' as const,
      filter_path: [
        'metadata.indices.*.state',
        ...wanted.map((setting) => `metadata.indices.*.settings.index.${setting}`),
      ],
      master_timeout: MASTER_TIMEOUT,
    };
    return shaped<unknown>(SETTINGS, await client.cluster.state(request, parameters));
  });
  return Object.entries(asObject(asObject(asObject(answer)?.['metadata'])?.['indices']) ?? {})
    .map(([index, entry]) => settingsOf(index, asObject(entry)))
    .sort((a, b) => (a.index < b.index ? -1 : 1));
}

function settingsOf(index: string, entry: Record<string, unknown> | null): IndexSettings {
  const given = asObject(asObject(entry?.['settings'])?.['index']);
  const lifecycle = asObject(given?.['lifecycle']);
  const blocks = Object.entries(asObject(given?.['blocks']) ?? {});
  return {
    index,
    open: entry?.['state'] !== 'close',
    blocks: blocks
      .filter(([, value]) => isOn(value))
      .map(([name]) => name)
      .sort(),
    shards: Number(given?.['number_of_shards']),
    replicas: Number(given?.['number_of_replicas']),
    lifecycle: asText(lifecycle?.['name']),
    ageFrom: asTime(lifecycle?.['origination_date']) ?? asTime(given?.['creation_date']),
  };
}

/** An engine without the feature has no such path: it answers 400 or 405; a policy that is missing is a 404. */
const WITHOUT = [400, 403, 404, 405];

/** One call for each policy: of several names, one that is missing hides the others. */
export function readLifecycles(
  connection: ElasticConnection,
  policies: readonly string[],
  call?: CallOptions,
): Promise<LifecyclePolicy[]> {
  return byPieces([...new Set(policies)], async (piece) => {
    const found = await Promise.all(piece.map((policy) => readLifecycle(connection, policy, call)));
    return found.filter((each) => each !== null);
  });
}

function readLifecycle(
  connection: ElasticConnection,
  policy: string,
  call?: CallOptions,
): Promise<LifecyclePolicy | null> {
  const action = { doing: `read the lifecycle policy "${policy}"` };
  return connection.ask(action, call, async (client, parameters) => {
    try {
      const request = { name: policy, filter_path: ['*.policy.phases'] };
      const answer = shaped<unknown>(LIFECYCLES, await client.ilm.getLifecycle(request, parameters));
      const phases = asObject(asObject(asObject(asObject(answer)?.[policy])?.['policy'])?.['phases']);
      const deletion = asObject(phases?.['delete']);
      if (deletion === null) return { policy, deletesAfterMs: null };
      return { policy, deletesAfterMs: durationMs(asText(deletion['min_age']) ?? '0ms') };
    } catch (error) {
      if (WITHOUT.includes(storeAnswerOf(error)?.status ?? 0)) return null;
      throw error;
    }
  });
}
