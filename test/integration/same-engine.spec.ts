import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterApi } from '../support/cluster-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

/** Clusters a and b have one Elasticsearch, under addresses of which nothing shows that they are the same. */
let world: World;
let store: SimulatedStore;
beforeAll(async () => {
  let shared = '';
  world = await World.create(['a', 'b'], {
    steps: { settleTimeout: '0s' },
    cluster: (name, urls) => {
      if (name === 'a') shared = urls.elasticsearch;
      const b = { url: shared.replace('127.0.0.1', '[::ffff:127.0.0.1]'), indexPrefix: 'b-record' };
      return Promise.resolve({
        name,
        version: '8.6',
        zeebe: { management: urls.zeebe, brokers: urls.brokers },
        records: { engine: 'elasticsearch', url: shared, repository: 'camunda', ...(name === 'b' && b) },
      });
    },
  });
  store = new SimulatedStore(world, 'a');
  await world.act('a', {
    action: 'putIndex',
    name: 'b-record_job_8.6.0_2026-11-27',
    shards: 1,
    docs: 5,
    bytes: 1,
  });
});
afterAll(() => world.close());

const markers = (): Promise<string[]> => store.names('holdfast-owner-');

async function checksOf(cluster: string) {
  const { body } = await world.api.start(cluster);
  const { outcome, checks } = await world.api.done(cluster, body.backupId);
  return { outcome, failed: checks.filter(({ ok }) => !ok) };
}

describe('the owner marker', () => {
  it('that cannot be written rejects the run before anything of the cluster is touched', async () => {
    const path = '^/_snapshot/camunda/holdfast-owner-';
    await world.fault('a', { kind: 'status', component: 'elasticsearch', method: 'PUT', path, status: 503 });
    const mark = await world.mark('a');
    const { outcome, failed } = await checksOf('a');
    await world.clearFaults('a');
    expect([outcome, failed.map(({ name }) => name)]).toEqual(['rejected', ['owner-marker']]);
    const changes = (await world.effects('a', mark)).filter((effect) => isCall(effect) && effect.performed);
    expect(changes.filter((call) => isCall(call) && /pause|backups$/.test(call.path))).toEqual([]);
    expect(await markers()).toEqual([]);
  });

  it('whose answer was lost is found by the next run, and written once', async () => {
    const path = '^/_snapshot/camunda/holdfast-owner-';
    const lost = {
      kind: 'reset',
      component: 'elasticsearch',
      method: 'PUT',
      path,
      when: 'after',
      times: 1,
    } as const;
    await world.fault('a', lost);
    expect((await checksOf('a')).outcome).toBe('rejected');
    await world.clearFaults('a');
    const written = await markers();
    expect(written).toHaveLength(1);
    expect(await checksOf('a')).toEqual({ outcome: 'completed', failed: [] });
    expect(await markers()).toEqual(written);
  });

  it('is neither a set nor a snapshot that blocks a run', async () => {
    const sets = new ClusterApi(world.api, 'a');
    expect((await sets.list()).items.filter(({ set }) => set !== null)).toHaveLength(1);
  });
});

describe('one Elasticsearch under two addresses', () => {
  it('is found in the preflight: both clusters are named, and the remedy', async () => {
    const { outcome, failed } = await checksOf('b');
    expect(outcome).toBe('rejected');
    expect(failed).toMatchObject([
      { name: 'repository-owner', message: expect.stringMatching(/belongs to cluster "a"/) },
      {
        name: 'neighbours',
        message: expect.stringMatching(
          /shares its Elasticsearch with cluster "a".*repository of clusters "a" and "b"/,
        ),
        remedy: expect.stringMatching(/repository and index prefixes of its own/),
      },
    ]);
    expect(await markers()).toHaveLength(1);
  });
});
