import { beforeEach, expect, it } from '@jest/globals';
import { failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** What is in a repository, and whether it is whole. */
export function listingCases(world: ContractWorld): void {
  let a: string;
  let b: string;
  const own = <T extends { snapshot: string }>(snapshots: T[]) =>
    snapshots.filter(({ snapshot }) => snapshot.startsWith(world.run));

  beforeEach(async () => {
    a = await world.index('listed-a', { shards: 2 });
    b = await world.index('listed-b');
  });

  it('lists by pattern, oldest first, with metadata', async () => {
    const { store, repository } = world;
    await expect(store.list(repository, `${world.run}-*`)).resolves.toEqual([]);
    const first = await world.taken([a], { backupId: 1 });
    const second = await world.taken([b], { backupId: 2 });
    const listed = await store.list(repository, `${world.run}-*`);
    expect(listed.map(({ snapshot, state, metadata }) => [snapshot, state, metadata['backupId']])).toEqual([
      [first, 'SUCCESS', 1],
      [second, 'SUCCESS', 2],
    ]);
    const all = await store.list(repository);
    expect(all.map((each) => each.snapshot)).toEqual(expect.arrayContaining([first, second]));
  });

  it('names every snapshot, with uuid and state', async () => {
    const { store, repository } = world;
    await expect(store.names(repository)).resolves.toEqual([]);
    const done = await world.taken([a]);
    await world.fixture.slowly(async () => {
      const running = await world.create([b]);
      const named = own(await store.names(repository));
      expect(named.map(({ snapshot, state }) => [snapshot, state]).sort()).toEqual([
        [done, 'SUCCESS'],
        [running, 'IN_PROGRESS'],
      ]);
      const entries = await store.describe(repository, [`${world.run}*`]);
      expect(new Set(named.map(({ uuid }) => uuid))).toEqual(new Set(entries.map(({ uuid }) => uuid)));
      await store.delete(repository, running);
    });
  });

  it('describes what fits any of several patterns, each once, with the names of its indices and its size', async () => {
    const { store, repository } = world;
    const first = await world.taken([a, b], { backupId: 1 });
    const second = await world.taken([b], { backupId: 2 });
    const left = await world.taken([b]);
    const entries = await store.describe(repository, [first, `${world.run}-no*`, second, `${second}*`]);
    expect(
      entries.map((entry) => [entry.snapshot, entry.indexNames.toSorted(), entry.metadata, entry.shards]),
    ).toEqual([
      [first, [a, b], { backupId: 1 }, { total: 3, successful: 3, failed: 0 }],
      [second, [b], { backupId: 2 }, { total: 1, successful: 1, failed: 0 }],
    ]);
    expect(entries[1]!.sizeBytes).toBeGreaterThan(0);
    expect(entries[0]!.sizeBytes).toBeGreaterThan(entries[1]!.sizeBytes!);
    await expect(store.describe(repository, [world.name('never')])).resolves.toEqual([]);
    await expect(store.describe(repository, [])).resolves.toEqual([]);
    expect(entries.map(({ snapshot }) => snapshot)).not.toContain(left);
  });

  it('describes by more patterns than an address takes', async () => {
    const snapshot = await world.taken([a]);
    const none = Array.from({ length: 200 }, (_, n) => `${world.run}-none-of-that-name-${n}-*`);
    const entries = await world.store.describe(world.repository, [...none, snapshot, ...none]);
    expect(entries.map((entry) => entry.snapshot)).toEqual([snapshot]);
  });

  it.each(['a,b', '-a', '_all', '', 'a/b'])('refuses to describe "%s"', async (pattern) => {
    await expect(failureOf(world.store.describe(world.repository, [pattern]))).resolves.toMatchObject({
      code: 'refused',
      retryable: false,
    });
  });

  it('calls a whole snapshot ok, with its shards and its size', async () => {
    const { store, repository } = world;
    const snapshot = await world.taken([a, b]);
    const [entry] = await store.describe(repository, [snapshot]);
    await expect(store.verifySnapshot(repository, snapshot)).resolves.toEqual({
      ok: true,
      message: 'SUCCESS, the file lists of 3 of 3 shards can be read',
      shards: { total: 3, successful: 3, failed: 0 },
      sizeBytes: entry!.sizeBytes,
    });
  });

  it('calls a snapshot of nothing ok: some parts of a backup are empty', async () => {
    const snapshot = await world.taken([`${world.run}-nothing*`]);
    await expect(world.store.verifySnapshot(world.repository, snapshot)).resolves.toMatchObject({
      ok: true,
      shards: { total: 0 },
    });
  });

  it('does not call a snapshot ok that is absent, or still running', async () => {
    const { store, repository } = world;
    const never = world.name('never');
    await expect(store.verifySnapshot(repository, never)).resolves.toMatchObject({
      ok: false,
      message: expect.stringContaining('is missing'),
    });
    await world.fixture.slowly(async () => {
      const running = await world.create([a]);
      const check = await store.verifySnapshot(repository, running);
      expect(check).toMatchObject({ ok: false, message: expect.stringContaining('IN_PROGRESS') });
      await store.delete(repository, running);
    });
  });

  it('does not call a snapshot ok when a file list of it is gone, and says so', async () => {
    if (!world.fixture.loseFile) return;
    const { store, repository } = world;
    const snapshot = await world.taken([a]);
    await world.fixture.loseFile(snapshot, 'shardList');
    const check = await store.verifySnapshot(repository, snapshot);
    expect(check.ok).toBe(false);
    expect(check.message).toMatch(/^SUCCESS, but not all of its files can be read: .*is missing/);
  });
}
