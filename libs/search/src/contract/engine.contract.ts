import { expect, it } from '@jest/globals';
import { failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** What a plan has to know of the engine before anything is deleted. */
export function engineCases(world: ContractWorld): void {
  const settingsOf = async (index: string) =>
    (await world.restores.settings()).find((each) => each.index === index);

  it('tells its version, its limits and the room on its disks', async () => {
    const { version } = await world.store.ping();
    const limits = await world.restores.limits();
    expect(limits).toEqual({
      version,
      indexVersion: expect.any(Number),
      blocks: [],
      maxShards: expect.any(Number),
      roomBytes: expect.any(Number),
    });
    expect(limits.maxShards).toBeGreaterThan(0);
    expect(limits.roomBytes).toBeGreaterThan(0);
  });

  it('takes snapshots of the version that it reads', async () => {
    const snapshot = await world.taken([await world.index('version')]);
    const [entry] = await world.store.describe(world.repository, [snapshot]);
    const { indexVersion } = await world.restores.limits();
    expect(entry).toMatchObject({ engineVersion: expect.stringMatching(/^\d/), indexVersion });
  });

  it('tells how large each index of a snapshot is', async () => {
    const [a, b] = [await world.index('size', { shards: 2 }), await world.index('size')];
    const snapshot = await world.taken([a, b]);
    const [entry] = await world.store.describe(world.repository, [snapshot]);
    expect(Object.keys(entry!.indexSizes).sort()).toEqual([a, b]);
    const sum = Object.values(entry!.indexSizes).reduce((total, size) => total + size, 0);
    expect(sum).toBe(entry!.sizeBytes);
  });

  it('tells shards, replicas, blocks and whether it is open of every index, also of hidden ones', async () => {
    const index = await world.index('told', { shards: 2, hidden: true });
    await world.fixture.putSettings(index, {
      'index.number_of_replicas': 1,
      'index.blocks.write': true,
      'index.blocks.read_only_allow_delete': true,
      'index.blocks.read': false,
    });
    await expect(settingsOf(index)).resolves.toMatchObject({
      ...{ open: true, shards: 2, replicas: 1, lifecycle: null },
      blocks: ['read_only_allow_delete', 'write'],
    });
    // OpenSearch closes no index with that block, and takes it away only by itself.
    await world.fixture.putSettings(index, { 'index.blocks.read_only_allow_delete': null });
    await world.fixture.closeIndex(index);
    await expect(settingsOf(index)).resolves.toMatchObject({ open: false });
  });

  it('tells the limit of shards as it stands, and restores no more than that', async () => {
    const { fixture, restores, repository } = world;
    const index = await world.index('limit');
    const snapshot = await world.taken([index]);
    await restores.deleteIndices([index]);
    await world.index('limit');
    await fixture.putClusterSettings({ 'cluster.max_shards_per_node': 1 });
    const { maxShards } = await restores.limits();
    const failure = await failureOf(restores.restore({ repository, snapshot }));
    await fixture.putClusterSettings({ 'cluster.max_shards_per_node': null });
    expect(maxShards).toBe(1);
    expect(failure).toMatchObject({ code: 'busy', retryable: true });
    expect(failure.message).toMatch(/would add \[1\] (total )?shards/);
  });

  it('tells which names are those of aliases, with what is behind them', async () => {
    const alias = `${world.run}-held`;
    const [a, b] = [await world.index('behind', { alias }), await world.index('behind', { alias })];
    await expect(world.restores.holders([a, alias, `${world.run}-free`])).resolves.toEqual([
      { name: alias, kind: 'alias', indices: [a, b] },
    ]);
    await expect(world.restores.holders([])).resolves.toEqual([]);
    await expect(failureOf(world.restores.holders(['a*']))).resolves.toMatchObject({ code: 'refused' });
  });

  it('tells when a lifecycle policy deletes, and nothing of one that it does not have', async () => {
    const policy = `${world.run}-policy`;
    await world.fixture.putLifecycle?.(policy, '30d');
    const expected = world.fixture.putLifecycle ? [{ policy, deletesAfterMs: 30 * 86_400_000 }] : [];
    await expect(world.restores.lifecycles([policy, `${policy}-none`])).resolves.toEqual(expected);
  });
}
