import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedis, waitForRedis } from '#redis';
import type { RestorePlan } from '#domain';
import { planHash } from '#engine';
import { ClusterApi } from '../support/cluster-api.ts';
import { Operator } from '../support/operator.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { World } from '../support/world.ts';

/** Cluster b keeps its indices in the Elasticsearch of a, under prefixes that begin like those of a. */
const OF_B = [
  'operate-b-import-position-8.3.0_',
  'operate-b-list-view-8.3.0_',
  'optimize-b-process-instance-order_v8',
  'tasklist-b-import-position-8.2.0_',
  'tasklist-b-task-8.5.0_',
  'zeebe-record-b_job_8.6.0_2026-11-27',
];

const operator = new Operator();
const directory = mkdtempSync(join(tmpdir(), 'holdfast-neighbours-'));
let world: World;
let cluster: ClusterApi;
let store: SimulatedStore;
let setId: number;
beforeAll(async () => {
  let shared = '';
  world = await World.create(['a', 'b'], {
    steps: { settleTimeout: '0s' },
    cluster: async (name, urls) => {
      if (name === 'a') shared = urls.elasticsearch;
      const plain = { name, version: '8.6', zeebe: { management: urls.zeebe, brokers: urls.brokers } };
      const [suffix, repository] = name === 'a' ? ['', 'camunda'] : ['-b', 'camunda-b'];
      return {
        ...plain,
        operate: { management: urls.operate, indexPrefix: `operate${suffix}` },
        tasklist: { management: urls.tasklist, indexPrefix: `tasklist${suffix}` },
        optimize: { management: urls.optimize, indexPrefix: `optimize${suffix}` },
        records: { engine: 'elasticsearch', url: shared, repository, indexPrefix: `zeebe-record${suffix}` },
      };
    },
    restore: (name, controlUrl) => (name === 'a' ? operator.commands(name, controlUrl) : null),
  });
  for (const name of OF_B) await put(name);
  cluster = new ClusterApi(world.api, 'a');
  store = new SimulatedStore(world, 'a');
  setId = (await cluster.backUp()).backupId;
});
afterAll(async () => {
  await world.close();
  operator.close();
  rmSync(directory, { recursive: true, force: true });
});

const put = (name: string): Promise<void> =>
  world.act('a', { action: 'putIndex', name, shards: 1, docs: 7, bytes: 1_000 });

async function left(names: readonly string[]): Promise<Record<string, number>> {
  const all = Object.entries(await store.documents());
  return Object.fromEntries(all.filter(([name]) => names.includes(name)));
}

const everyOfB = Object.fromEntries(OF_B.map((name) => [name, 7]));

describe('a neighbour in the same Elasticsearch', () => {
  it('is in no snapshot of the cluster', async () => {
    const { plan, runnable } = await cluster.planned(setId);
    expect(runnable).toBe(true);
    const inSet = plan.snapshots.flatMap(({ indices }) => indices);
    expect(inSet.filter((name) => OF_B.includes(name))).toEqual([]);
    expect(plan.deletes.map(({ index }) => index).filter((name) => OF_B.includes(name))).toEqual([]);
    expect(
      Object.keys(plan.documents ?? {}).filter((family) => OF_B.some((name) => name.startsWith(family))),
    ).toEqual([]);
  });

  it('keeps every index through a restore, although the patterns fit them', async () => {
    const restored = await cluster.ended(await cluster.begun(setId));
    expect(restored.run).toMatchObject({ outcome: 'completed', failure: null });
    expect(await left(OF_B)).toEqual(everyOfB);
  });

  it('that the configuration does not know keeps a restore from beginning', async () => {
    await put('operate-c-list-view-8.3.0_');
    const { plan, runnable } = await cluster.planned(setId);
    await world.act('a', { action: 'deleteIndex', name: 'operate-c-list-view-8.3.0_' });
    expect(runnable).toBe(false);
    expect(plan.checks.filter(({ ok }) => !ok)).toMatchObject([
      {
        name: 'targets',
        message: expect.stringMatching(/the allow-list .* fits operate-c-list-view-8\.3\.0_/),
      },
    ]);
  });
});

describe('a plan that was changed in Redis', () => {
  /** Runs a restore that waits in `stop` until its plan on record was changed. */
  async function poisoned(change: (plan: RestorePlan) => RestorePlan) {
    const go = join(directory, 'go');
    rmSync(go, { force: true });
    const at = join(directory, 'stopping');
    rmSync(at, { force: true });
    const wait = `touch ${at}; while [ ! -e ${go} ]; do sleep 0.1; done; exec ${operator.command('a', 'stop')}`;
    operator.spoil('a', 'stop', wait);
    const restoreId = await cluster.begun(setId);
    for (let tries = 0; tries < PATIENCE_SECONDS * 10 && !existsSync(at); tries += 1) await sleep(100);
    expect(existsSync(at)).toBe(true);
    const redis = createRedis({ url: world.redis.url }, () => undefined);
    await waitForRedis(redis, 10_000);
    try {
      const key = `{holdfast:a}:run:${restoreId}`;
      const plan = JSON.parse((await redis.hget(key, 'plan')) ?? '') as RestorePlan;
      await redis.hset(key, 'plan', JSON.stringify(change(plan)));
    } finally {
      redis.disconnect();
    }
    writeFileSync(go, '');
    const { run } = await cluster.ended(restoreId);
    operator.remedy('a');
    return run;
  }

  beforeAll(() => put('payroll-2026'));

  it('deletes nothing: it does not have the hash that was confirmed', async () => {
    const before = await store.documents();
    const run = await poisoned((plan) => ({ ...plan, allowed: ['payroll-2026'] }));
    expect(run).toMatchObject({
      outcome: 'failed',
      failure: { code: 'refused', message: expect.stringMatching(/not the one that was confirmed/) },
    });
    expect(await store.documents()).toEqual(before);
  });

  it('with a matching hash deletes nothing beyond the configuration, and nothing of a neighbour', async () => {
    const run = await poisoned((plan) => {
      const more = { ...plan, allowed: [...plan.allowed, 'payroll-*', 'operate-b-*'] };
      const forged = {
        ...more,
        deletes: [
          ...more.deletes,
          ...['payroll-2026', ...OF_B].map((index) => ({ index, docs: 7, sizeBytes: 1 })),
        ],
        snapshots: more.snapshots.map((each) => ({ ...each, indices: [...each.indices] })),
      };
      return { ...forged, hash: planHash(forged) };
    });
    expect(run).toMatchObject({ outcome: 'completed' });
    expect(await left(['payroll-2026'])).toEqual({ 'payroll-2026': 7 });
    expect(await left(OF_B)).toEqual(everyOfB);
  });
});
