import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RetentionPreview } from '#contracts';
import { Api } from '../support/api.ts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { HoldfastProcesses } from '../support/holdfast.ts';
import { RedisProcess } from '../support/redis.ts';
import { SchedulesApi } from '../support/schedules-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { clusterConfig, World } from '../support/world.ts';

/** Two installations, each with a Redis of its own and one cluster, that were given one snapshot repository. */
let world: World;
let store: SimulatedStore;
let prod: Installation;
let staging: Installation;

interface Installation {
  redis: RedisProcess;
  holdfast: HoldfastProcesses;
  api: Api;
  sets: ClusterApi;
  retention: SchedulesApi;
}

async function install(cluster: Record<string, unknown> & { name: string }): Promise<Installation> {
  const redis = await RedisProcess.create();
  const holdfast = new HoldfastProcesses(redis.url, {
    http: { port: 0 },
    lock: { lease: '5s' },
    steps: { pollMin: '20ms', pollMax: '100ms', callTimeout: '4s', settleTimeout: '0s' },
    clusters: [{ ...cluster, retention: { keepLast: 1, minComplete: 1, failedAfter: '0s' } }],
  });
  const api = new Api(await holdfast.start('standalone'));
  const { name } = cluster;
  return { redis, holdfast, api, sets: new ClusterApi(api, name), retention: new SchedulesApi(api, name) };
}

beforeAll(async () => {
  world = await World.create(['prod', 'staging'], { standalone: false });
  store = new SimulatedStore(world, 'prod');
  await world.act('prod', {
    action: 'putIndex',
    name: 'stg-record_job_8.6.0_2026-11-27',
    shards: 1,
    docs: 5,
    bytes: 1,
  });
  prod = await install(clusterConfig(world.simulator, 'prod', '60s') as { name: string });
  const { elasticsearch } = world.simulator.clusters['prod']!;
  const { zeebe, name, version } = clusterConfig(world.simulator, 'staging', '60s') as {
    zeebe: object;
    name: string;
    version: string;
  };
  const records = {
    engine: 'elasticsearch',
    url: elasticsearch,
    repository: 'camunda',
    indexPrefix: 'stg-record',
  };
  staging = await install({ name, version, zeebe, records });
});
afterAll(async () => {
  for (const { holdfast, redis } of [prod, staging]) {
    await holdfast.stopAll();
    await redis.stop();
  }
  await world.close();
});

const markers = (): Promise<string[]> => store.names('holdfast-owner-');
const doomed = ({ decisions }: RetentionPreview): number[] =>
  decisions.filter(({ verdict }) => verdict === 'delete').map(({ backupId }) => backupId);

async function apply({ retention }: Installation): Promise<number[]> {
  const preview = await retention.preview();
  expect((await retention.apply(preview.hash)).status).toBeLessThan(300);
  await retention.retentionEnded(() => true);
  return doomed(preview);
}

describe('a repository that another installation uses, too', () => {
  let ofProd: number[];
  let ofStaging: number[];

  it('has the marker of the first one that backs up, which is no set', async () => {
    ofProd = [(await prod.sets.backUp()).backupId, (await prod.sets.backUp()).backupId];
    expect(await markers()).toHaveLength(1);
    expect((await prod.sets.list()).items.map(({ backupId, set }) => [backupId, set?.state])).toEqual([
      [ofProd[1], 'complete'],
      [ofProd[0], 'complete'],
    ]);
  });

  it('is refused to the second one, by name and with the remedy, before anything is touched', async () => {
    const before = await store.names();
    const { body } = await staging.api.start('staging');
    const run = await staging.api.done('staging', body.backupId);
    expect(run.outcome).toBe('rejected');
    const [marker] = await markers();
    expect(run.checks.filter(({ ok }) => !ok)).toMatchObject([
      {
        name: 'repository-owner',
        message: expect.stringMatching(new RegExp(`"camunda" belongs to cluster "prod".*${marker}`)),
        remedy: expect.stringMatching(/repository of its own.*DELETE _snapshot\/camunda\/holdfast-owner-/),
      },
    ]);
    expect(await store.names()).toEqual(before);
  });

  it('shows the sets of the first one to the second as foreign, and refuses to delete them', async () => {
    const foreign = await staging.sets.untilBackup(ofProd[0]!, ({ set }) => set !== null);
    expect(foreign.set).toMatchObject({
      state: 'foreign',
      foreign: true,
      ownedBy: null,
      origin: { cluster: 'prod', prefix: 'zeebe-record' },
    });
    expect(await apply(staging)).toEqual([]);
    for (const query of [{}, { force: 'true' }])
      expect(await staging.sets.remove(ofProd[0]!, query)).toMatchObject({
        status: 409,
        body: { type: 'urn:holdfast:problem:set-foreign', detail: expect.stringMatching(/cluster "prod"/) },
      });
    expect(await store.names(ofProd[0])).toHaveLength(15);
  });

  it('keeps both apart when the marker was deleted', async () => {
    const [marker] = await markers();
    await store.deleteSnapshot(marker!);
    ofStaging = [(await staging.sets.backUp()).backupId, (await staging.sets.backUp()).backupId];
    expect(await apply(staging)).toEqual([ofStaging[0]]);
    const { items } = await prod.sets.list();
    const states = Object.fromEntries(items.map(({ backupId, set }) => [backupId, set?.state]));
    expect(states).toEqual({
      [ofProd[0]!]: 'complete',
      [ofProd[1]!]: 'complete',
      [ofStaging[1]!]: 'foreign',
    });
    expect(await apply(prod)).toEqual([ofProd[0]]);
    expect(await store.names(ofStaging[1])).toHaveLength(1);
    expect((await staging.sets.backup(ofStaging[1]!)).set?.state).toBe('complete');
  });

  it('also when Redis lost everything: only a set with proof is one of its own', async () => {
    await prod.redis.flush();
    const own = await until(
      () => prod.sets.backup(ofProd[1]!),
      ({ set }) => set?.state === 'unverified',
    );
    expect(own).toMatchObject({ run: null, set: { foreign: false, ownedBy: 'engine' } });
    expect((await prod.sets.backup(ofStaging[1]!)).run).toBeNull();
    expect((await prod.sets.backup(ofStaging[1]!)).set).toMatchObject({ state: 'foreign', ownedBy: null });
    expect(await apply(prod)).toEqual([]);
    expect(await store.names(ofStaging[1])).toHaveLength(1);
  });

  it('until a person adopts a set, and repeats the name of its cluster', async () => {
    const id = ofProd[1]!;
    for (const body of [{}, { from: 'other' }])
      expect(await staging.sets.adopt(id, body)).toMatchObject({
        status: 409,
        body: {
          type: 'urn:holdfast:problem:confirmation-needed',
          remedy: expect.stringMatching(/"from": "prod"/),
        },
      });
    expect((await staging.sets.backup(id)).set?.foreign).toBe(true);
    for (let twice = 0; twice < 2; twice += 1)
      expect(await staging.sets.adopt(id, { from: 'prod' })).toMatchObject({
        status: 200,
        body: { set: { foreign: false, ownedBy: 'adopted', adopted: { by: 'anonymous' } } },
      });
    expect(await staging.sets.adopt(4_711)).toMatchObject({ status: 404 });
    expect(await staging.sets.adopt(ofStaging[1]!, { from: 7 })).toMatchObject({ status: 400 });
    // One that is its own already stays as it is.
    expect((await staging.sets.adopt(ofStaging[1]!)).body).toMatchObject({
      set: { ownedBy: 'run', adopted: null },
    });
    const { body } = await staging.api.call<{ items: { action: string }[] }>('/api/v1/audit?limit=20');
    expect(body.items.map(({ action }) => action)).toContain('backup.adopt');
  });
});
