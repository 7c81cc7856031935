import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createCamundaClients } from '#camunda';
import { SimulatedCamunda } from '../support/simulated-camunda.ts';
import { failureDetail } from '../support/failure-detail.ts';

describe.each(['8.9.21', '8.10.9'])('the backups of a simulated %s on a relational database', (version) => {
  let camunda: SimulatedCamunda;
  async function connect(options: Parameters<typeof SimulatedCamunda.start>[1] = {}) {
    const cluster = { ...options.cluster, secondaryStorage: 'rdbms' as const };
    camunda = await SimulatedCamunda.start(version, { ...options, cluster });
    const { backups, generated } = createCamundaClients({ generation: 'rdbms', ...camunda.endpoints });
    if (!generated) throw new Error('it has no generated ids');
    return { zeebe: backups.zeebe, generated };
  }
  afterEach(() => camunda.close());

  it('get their id from the cluster, and are in its state once they are complete', async () => {
    const { zeebe, generated } = await connect();
    const before = await generated.state();
    const id = await generated.take();
    while ((await zeebe.look(id, { expectedPartitions: 2 })).state !== 'completed') await sleep(10);
    const { backups, ranges } = await generated.state();
    expect(before.backups.map(({ checkpointId }) => checkpointId)).not.toContain(id);
    expect(backups.map(({ partitionId, checkpointId }) => [partitionId, checkpointId])).toEqual([
      [1, id],
      [2, id],
    ]);
    expect(ranges.filter(({ end }) => end.checkpointId === id).map(({ partitionId }) => partitionId)).toEqual(
      [1, 2],
    );
    await expect(zeebe.ids()).resolves.toEqual([id]);
  });

  it('each have an id of their own', async () => {
    const { generated } = await connect();
    const first = await generated.take();
    await sleep(5);
    expect(await generated.take()).toBeGreaterThan(first);
  });

  it('need a store', async () => {
    const { generated } = await connect({ withoutStore: true });
    const failure = await failureDetail(generated.take());
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toContain('camunda.data.primary-storage.backup.store');
  });
});
