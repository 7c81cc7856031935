import { expect, it } from '@jest/globals';
import { failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** What a restore brings back, and what it refuses. */
export function restoreCases(world: ContractWorld): void {
  const restore = (snapshot: string, indices?: string[]) =>
    world.restores.restore({ repository: world.repository, snapshot, ...(indices && { indices }) });

  it('brings back documents, aliases and whether an index is hidden; a closed one comes back open', async () => {
    const { restores } = world;
    const alias = `${world.run}-back-alias`;
    const open = await world.index('back-a', { alias, shards: 2 });
    const hidden = await world.index('back-b', { hidden: true });
    const closed = await world.index('back-c');
    await world.fixture.closeIndex(closed);
    const indices = [open, hidden, closed];
    const snapshot = await world.taken(indices);
    const before = await restores.indices(indices);
    await restores.deleteIndices(indices);
    await restore(snapshot);
    await world.recovered(indices);
    const after = await restores.indices(indices);
    const told = (entries: typeof after) => entries.map(({ name, docs, hidden }) => ({ name, docs, hidden }));
    expect(told(after)).toEqual([...told(before).slice(0, 2), { name: closed, docs: 2, hidden: false }]);
    expect(after.every((index) => index.open)).toBe(true);
    expect((await failureOf(restores.deleteIndices([alias]))).message).toContain('is an alias');
  });

  it('brings back only the indices that are asked for', async () => {
    const [a, b] = [await world.index('part-a'), await world.index('part-b')];
    const snapshot = await world.taken([a, b]);
    await world.restores.deleteIndices([a, b]);
    await restore(snapshot, [a]);
    await world.recovered([a]);
    const found = await world.restores.indices([`${world.run}-part*`]);
    expect(found.map(({ name }) => name)).toEqual([a]);
    const failure = await failureOf(restore(snapshot, [world.name('never')]));
    expect(failure).toMatchObject({ code: 'refused', retryable: false, status: 404 });
  });

  it('restores nothing from a snapshot of nothing', async () => {
    const snapshot = await world.taken([`${world.run}-nothing*`]);
    await restore(snapshot);
    await expect(world.restores.indices([`${world.run}*`])).resolves.toEqual([]);
  });

  it('does not restore a snapshot that is absent, or still running', async () => {
    const missing = { code: 'snapshot-missing', retryable: false, component: 'records' };
    const never = world.name('never');
    const failure = await failureOf(restore(never));
    expect(failure).toMatchObject(missing);
    expect(failure.message).toContain(never);
    const index = await world.index('running');
    await world.fixture.slowly(async () => {
      const running = await world.create([index]);
      await expect(failureOf(restore(running))).resolves.toMatchObject(missing);
      await world.store.delete(world.repository, running);
    });
  });

  it('does not restore over an open index, and names it', async () => {
    const [a, b] = [await world.index('over-a'), await world.index('over-b')];
    const snapshot = await world.taken([a, b]);
    await world.restores.deleteIndices([a]);
    const failure = await failureOf(restore(snapshot));
    expect(failure).toMatchObject({ code: 'index-in-the-way', retryable: false });
    expect(failure.message).toContain(`[${b}]`);
    await expect(world.restores.indices([a])).resolves.toEqual([]);
  });

  it('does not restore over an alias, and names it', async () => {
    const index = await world.index('way');
    const snapshot = await world.taken([index]);
    await world.restores.deleteIndices([index]);
    await world.index('way-other', { alias: index });
    const failure = await failureOf(restore(snapshot));
    expect(failure).toMatchObject({ code: 'index-in-the-way', retryable: false });
    expect(failure.message).toContain(`[${index}]`);
  });

  it('does not restore over a data stream, and names it', async () => {
    const { dataStream } = world.fixture;
    if (!dataStream) return;
    const index = await world.index('stream');
    const snapshot = await world.taken([index]);
    await world.restores.deleteIndices([index]);
    await dataStream.create(index);
    const failure = await failureOf(restore(snapshot));
    const holders = await world.restores.holders([index]);
    await dataStream.remove(index);
    expect(failure).toMatchObject({ code: 'index-in-the-way', retryable: false });
    expect(holders).toMatchObject([{ name: index, kind: 'data-stream', indices: [expect.any(String)] }]);
  });

  it('brings back an index without the blocks that it was taken with', async () => {
    const index = await world.index('blocked');
    await world.fixture.putSettings(index, { 'index.blocks.write': true, 'index.blocks.read_only': true });
    const snapshot = await world.taken([index]);
    await world.fixture.putSettings(index, { 'index.blocks.read_only': null });
    await world.restores.deleteIndices([index]);
    await restore(snapshot);
    await world.recovered([index]);
    const settings = await world.restores.settings();
    expect(settings.find((each) => each.index === index)).toMatchObject({ blocks: [], open: true });
  });

  it('restores nothing while the engine is read-only, and says that it is blocked', async () => {
    const index = await world.index('read-only');
    const snapshot = await world.taken([index]);
    await world.restores.deleteIndices([index]);
    await world.fixture.putClusterSettings({ 'cluster.blocks.read_only_allow_delete': true });
    const failure = await failureOf(restore(snapshot));
    const { blocks } = await world.restores.limits();
    await world.fixture.putClusterSettings({ 'cluster.blocks.read_only_allow_delete': null });
    expect(failure).toMatchObject({ code: 'blocked', retryable: false });
    expect(blocks).toEqual(['read_only_allow_delete']);
  });

  it('restores over a closed index', async () => {
    const index = await world.index('closed');
    const snapshot = await world.taken([index]);
    await world.fixture.closeIndex(index);
    await restore(snapshot);
    const [recovery] = await world.recovered([index]);
    expect(recovery).toMatchObject({ type: 'snapshot', snapshot, done: true });
    const [entry] = await world.restores.indices([index]);
    expect(entry).toMatchObject({ open: true, docs: 2 });
  });

  it.each([
    ['*', undefined],
    ['a,b', undefined],
    ['', undefined],
    ['snapshot', ['*']],
    ['snapshot', []],
    ['snapshot', ['a', '-a']],
  ])('refuses to restore "%s" %j', async (snapshot, indices) => {
    await expect(failureOf(restore(snapshot, indices))).resolves.toMatchObject({
      code: 'refused',
      retryable: false,
      status: null,
    });
  });
}
