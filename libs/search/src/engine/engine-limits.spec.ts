import { afterEach, describe, expect, it } from '@jest/globals';
import { EngineRestoreStore } from './restore-store.ts';
import {
  engineError,
  failureDetail,
  serve,
  type Engine,
  type EngineAnswer,
} from './engine-answers.spec-support.ts';

const GB = 2 ** 30;
const DISK = 'cluster.routing.allocation.disk';

describe('the limits of an engine', () => {
  let engine: Engine;
  let store: EngineRestoreStore;

  async function connect(answers: Record<string, EngineAnswer>) {
    engine = await serve(answers);
    store = new EngineRestoreStore({ engine: 'elasticsearch', url: engine.url });
    return store;
  }

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  const node = (roles: string[], version = '8.16.1', index_version?: number) => ({
    ...{ roles, version },
    ...(index_version !== undefined && { index_version }),
  });
  const disk = (roles: string[], free: number) => ({
    roles,
    fs: { total: { total_in_bytes: 100 * GB, available_in_bytes: free * GB } },
  });
  const limits = async (
    nodes: Record<string, unknown>,
    settings: Record<string, unknown> = {},
    disks: Record<string, unknown> = {},
  ) =>
    (
      await connect({
        'GET /_nodes/_all/_none': { body: { nodes } },
        'GET /_nodes/stats/fs': { body: { nodes: disks } },
        'GET /_cluster/settings': {
          body: { defaults: { 'cluster.max_shards_per_node': '1000' }, ...settings },
        },
      })
    ).limits();

  it('are those of the oldest node, and of the nodes that hold data', async () => {
    const nodes = {
      a: node(['data', 'master'], '8.17.0', 8_521_000),
      b: node(['data_hot'], '8.16.1', 8_518_000),
      c: node(['data_frozen']),
      d: node(['master'], '8.17.0', 8_521_000),
    };
    await expect(limits({ a: nodes.a, b: nodes.b, d: nodes.d })).resolves.toMatchObject({
      ...{ version: '8.16.1', indexVersion: 8_518_000, maxShards: 2_000, roomBytes: null, blocks: [] },
    });
    await store.close();
    await engine.close();
    await expect(limits({ a: nodes.a, c: nodes.c })).resolves.toMatchObject({ maxShards: 1_000 });
  });

  it('number an index as the release where nodes do not tell: before 8.11', async () => {
    await expect(limits({ a: node(['data'], '8.9.2') })).resolves.toMatchObject({ indexVersion: 8_090_299 });
  });

  it('take a transient setting before a persistent one, and that before a default', async () => {
    const settings = {
      persistent: { 'cluster.max_shards_per_node': '10', 'cluster.blocks.read_only': 'true' },
      transient: { 'cluster.max_shards_per_node': '7' },
    };
    await expect(limits({ a: node(['data']) }, settings)).resolves.toMatchObject({
      ...{ maxShards: 7, blocks: ['read_only'] },
    });
  });

  it('count what is free below the high watermark of every data node', async () => {
    const disks = { a: disk(['data'], 30), b: disk(['data'], 5), c: disk(['master'], 90) };
    const defaults = { [`${DISK}.watermark.high`]: '90%', [`${DISK}.watermark.high.max_headroom`]: '150GB' };
    await expect(limits({ a: node(['data']) }, { defaults }, disks)).resolves.toMatchObject({
      roomBytes: 20 * GB,
    });
  });

  it('count all that is free where the engine ignores its watermarks', async () => {
    const defaults = { [`${DISK}.watermark.high`]: '90%', [`${DISK}.threshold_enabled`]: 'false' };
    await expect(
      limits({ a: node(['data']) }, { defaults }, { a: disk(['data'], 30) }),
    ).resolves.toMatchObject({ roomBytes: 30 * GB });
  });

  it.each([403, 404, 405])('know no lifecycle policy where the engine answers %d', async (status) => {
    await connect({ 'GET /_ilm/policy/p': engineError(status, 'some_exception', 'no') });
    await expect(store.lifecycles(['p'])).resolves.toEqual([]);
  });

  it('fail where the engine cannot tell of its policies now', async () => {
    await connect({ 'GET /_ilm/policy/p': engineError(503, 'master_not_discovered_exception', 'no') });
    await expect(failureDetail(store.lifecycles(['p']))).resolves.toMatchObject({
      ...{ code: 'unavailable', retryable: true },
    });
  });
});
