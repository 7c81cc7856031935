import { expect, it } from '@jest/globals';
import { eventually, failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** How an index came to be: restored, being restored, or made by something else. */
export function recoveryCases(world: ContractWorld): void {
  const restore = (snapshot: string) => world.restores.restore({ repository: world.repository, snapshot });

  it('tells of a restored index from which snapshot it is, and that all is there', async () => {
    const [a, b] = [await world.index('from-a', { shards: 3 }), await world.index('from-b')];
    const snapshot = await world.taken([a, b]);
    await world.restores.deleteIndices([a, b]);
    await restore(snapshot);
    const from = { type: 'snapshot', repository: world.repository, snapshot, done: true, stuck: null };
    const recoveries = await world.recovered([b, a]);
    expect(recoveries).toMatchObject([
      { index: a, ...from, shardsDone: 3, shardsTotal: 3 },
      { index: b, ...from, shardsDone: 1, shardsTotal: 1 },
    ]);
    for (const { bytesDone, bytesTotal } of recoveries) {
      expect(bytesDone).toBeGreaterThan(0);
      expect(bytesDone).toBe(bytesTotal);
    }
  });

  it('tells of any other index that something else made it, and leaves out what does not exist', async () => {
    const created = await world.index('made', { shards: 2 });
    const none = Array.from({ length: 120 }, (_, n) => `${world.run}-none-with-quite-a-long-name-${n}`);
    await expect(world.restores.recovery([...none, created, ...none])).resolves.toMatchObject([
      { index: created, type: 'other', repository: null, snapshot: null, done: true, shardsDone: 2 },
    ]);
    await expect(world.restores.recovery(none)).resolves.toEqual([]);
    await expect(world.restores.recovery([])).resolves.toEqual([]);
  });

  it('does not take an alias for an index', async () => {
    const alias = `${world.run}-alias`;
    await world.index('made', { alias });
    await expect(world.restores.recovery([alias])).resolves.toEqual([]);
  });

  it.each(['*', `${world.run}*`, '_all', 'a,b', ''])('refuses to look at "%s"', async (name) => {
    await expect(failureOf(world.restores.recovery([name]))).resolves.toMatchObject({ code: 'refused' });
  });

  it('shows a restore while it lasts; the snapshot cannot be deleted meanwhile, but the index can', async () => {
    const { restores, store, repository } = world;
    const index = await world.index('slow', { shards: 3 });
    const snapshot = await world.taken([index]);
    await restores.deleteIndices([index]);
    await world.fixture.slowly(async () => {
      await restore(snapshot);
      const [early] = await eventually(
        () => restores.recovery([index]),
        // An empty shard is there at once, the one with the documents is not.
        (found) => found.some(({ bytesDone, bytesTotal }) => bytesDone < bytesTotal),
      );
      expect(early).toMatchObject({
        ...{ index, type: 'snapshot', repository, snapshot, done: false, shardsTotal: 3, stuck: null },
      });
      expect(early!.shardsDone).toBeLessThan(3);
      const again = await failureOf(restore(snapshot));
      expect(again).toMatchObject({ code: 'index-in-the-way' });
      expect(again.message).toContain(`[${index}]`);
      const inUse = { code: 'busy', retryable: true };
      await expect(failureOf(store.delete(repository, snapshot))).resolves.toMatchObject(inUse);
      await restores.deleteIndices([index]);
      await expect(restores.recovery([index])).resolves.toEqual([]);
    });
  });

  it('shows an index as stuck, with the reason, when a file of the snapshot is gone', async () => {
    if (!world.fixture.loseFile) return;
    const [broken, whole] = [await world.index('stuck-a', { shards: 2 }), await world.index('stuck-b')];
    const snapshot = await world.taken([broken]);
    const other = await world.taken([whole]);
    await world.fixture.loseFile(snapshot, 'data');
    await expect(world.store.verifySnapshot(world.repository, snapshot)).resolves.toMatchObject({ ok: true });
    await world.restores.deleteIndices([broken, whole]);
    await restore(snapshot);
    await restore(other);
    const recoveries = await world.recovered([broken, whole]);
    expect(recoveries).toMatchObject([
      { index: broken, type: 'snapshot', snapshot, done: false, shardsTotal: 2 },
      { index: whole, type: 'snapshot', snapshot: other, done: true, stuck: null },
    ]);
    expect(recoveries[0]!.stuck).toMatch(/shard \d is on no node \(ALLOCATION_FAILED.*NoSuchFile/);
  });
}
