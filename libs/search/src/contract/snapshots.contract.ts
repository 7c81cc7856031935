import { beforeEach, expect, it } from '@jest/globals';
import { NO_INDICES } from '#domain';
import { failureOf, type ContractWorld } from './contract-world.spec-support.ts';

/** Repositories, and snapshots from their start to their deletion. */
export function snapshotCases(world: ContractWorld): void {
  let indices: string[];
  const pattern = `${world.run}-taken*`;

  beforeEach(async () => {
    indices = [await world.index('taken-a'), await world.index('taken-b')];
  });

  it('tells its version', async () => {
    const { version } = await world.store.ping();
    expect(version).toMatch(/^\d+\.\d+/);
  });

  it('tells itself from every other store by an id that stays', async () => {
    const { uuid } = await world.store.ping();
    expect(uuid).toMatch(/^[\w-]{22}$/);
    expect((await world.store.ping()).uuid).toBe(uuid);
  });

  it('keeps an owner marker: a snapshot of nothing, with what it says of the owner', async () => {
    const { store, repository } = world;
    const metadata = {
      holdfast: { cluster: 'prod', installation: 'i', engine: 'e', prefix: 'zeebe-record' },
    };
    const marker = await world.create([NO_INDICES], metadata);
    const seen = await world.finished(marker);
    expect(seen.details).toMatchObject({ indices: 0, indexNames: [], metadata });
    const [named] = (await store.names(repository)).filter(({ snapshot }) => snapshot === marker);
    expect(named).toMatchObject({ state: 'SUCCESS', uuid: seen.details?.uuid });
    await expect(store.describe(repository, [marker])).resolves.toMatchObject([
      { snapshot: marker, metadata },
    ]);
    await expect(store.runningSnapshots(repository)).resolves.not.toContain(marker);
    await store.delete(repository, marker);
    await expect(store.look(repository, marker)).resolves.toMatchObject({ state: 'absent' });
  });

  it('verifies a repository on at least one node', async () => {
    const { nodes } = await world.store.verifyRepository(world.repository);
    expect(nodes).toBeGreaterThan(0);
  });

  it('refuses a repository that is not registered and says how to register it', async () => {
    const { store } = world;
    const missing = world.name('missing');
    const snapshot = world.name('never');
    const failures = [
      await failureOf(store.verifyRepository(missing)),
      await failureOf(store.create({ repository: missing, snapshot, indices: [pattern], metadata: {} })),
      await failureOf(store.look(missing, snapshot)),
      await failureOf(store.list(missing)),
      await failureOf(store.names(missing)),
      await failureOf(store.describe(missing, ['*'])),
      await failureOf(store.verifySnapshot(missing, snapshot)),
      await failureOf(store.delete(missing, snapshot)),
      await failureOf(world.restores.restore({ repository: missing, snapshot })),
    ];
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'refused', retryable: false, component: 'records' });
      expect(failure.message).toContain(`PUT _snapshot/${missing}`);
    }
  });

  it('refuses to verify a read-only repository', async () => {
    if (!world.fixture.registerReadOnly) return;
    const readOnly = await world.fixture.registerReadOnly();
    const failure = await failureOf(world.store.verifyRepository(readOnly));
    expect(failure).toMatchObject({ code: 'repository-read-only', retryable: false });
    expect(failure.message).toMatch(/read-?only/);
  });

  it('names the registered repositories', async () => {
    const { store, repository } = world;
    const names = await store.repositories();
    expect(names).toContain(repository);
    expect(names).toEqual([...names].sort());
  });

  it('tells how a repository is registered', async () => {
    const { store, repository } = world;
    await expect(store.repository(repository)).resolves.toMatchObject({
      type: 'fs',
      readOnly: false,
      maxSnapshots: null,
    });
  });

  it('names the indices with a shard on no node, and says for good that no snapshot can hold them', async () => {
    const { store, repository } = world;
    await expect(store.unassignedIndices([pattern])).resolves.toEqual([]);
    const red = await world.unassigned('taken-red');
    await expect(store.unassignedIndices([`${world.run}-nothing*`, pattern])).resolves.toEqual([red]);
    const request = { repository, snapshot: world.name('red'), indices: [pattern], metadata: {} };
    const failure = await failureOf(store.create(request));
    expect(failure).toMatchObject({ code: 'shards-unassigned', retryable: false });
    expect(failure.message).toContain(red);
  });

  it('counts the indices that match', async () => {
    const { store } = world;
    await expect(store.countIndices(pattern)).resolves.toBe(2);
    await expect(store.countIndices(indices[0]!)).resolves.toBe(1);
    await expect(store.countIndices(`${world.run}-nothing*`)).resolves.toBe(0);
    await expect(store.countIndices(`${world.run}-nothing`)).resolves.toBe(0);
  });

  it('takes a snapshot, from running to completed', async () => {
    const snapshot = await world.create([pattern], { backupId: 17 });
    const seen = await world.finished(snapshot);
    expect(seen).toMatchObject({
      state: 'completed',
      done: 2,
      total: 2,
      details: { indices: 2, shards: { total: 2, successful: 2, failed: 0 }, metadata: { backupId: 17 } },
    });
    expect(seen.details?.indexNames.toSorted()).toEqual(indices);
    expect(seen.startedAt).toBeGreaterThan(Date.now() - 3_600_000);
    expect(seen.details?.finishedAt).toBeGreaterThanOrEqual(seen.startedAt ?? Infinity);
    await expect(world.store.runningSnapshots(world.repository)).resolves.not.toContain(snapshot);
  });

  it('does not take the same name twice', async () => {
    const { store, repository } = world;
    const snapshot = await world.create([pattern]);
    const again = { repository, snapshot, indices: [pattern], metadata: {} };
    const taken = { code: 'id-in-use', retryable: false };
    await expect(failureOf(store.create(again))).resolves.toMatchObject(taken);
    await world.finished(snapshot);
    await expect(failureOf(store.create(again))).resolves.toMatchObject(taken);
  });

  it('shows the snapshot of a pattern that matches nothing as failed', async () => {
    const seen = await world.finished(await world.create([`${world.run}-nothing*`]));
    expect(seen).toMatchObject({ state: 'failed', details: { indices: 0 } });
    expect(seen.message).toContain('snapshot of nothing');
  });

  it('refuses an index that is named and missing', async () => {
    const refused = { code: 'refused', retryable: false };
    await expect(failureOf(world.create([`${world.run}-nothing`]))).resolves.toMatchObject(refused);
  });

  it('keeps metadata of 1024 bytes, and refuses more before it asks', async () => {
    const metadata = (size: number) => ({ text: '"ü€😀"'.padEnd(size - 26, 'x') });
    const snapshot = await world.taken([pattern], metadata(1_024));
    const seen = await world.store.look(world.repository, snapshot);
    expect(seen.details?.metadata).toEqual(metadata(1_024));
    const failure = await failureOf(world.create([pattern], metadata(1_025)));
    expect(failure).toMatchObject({ code: 'refused', retryable: false, status: null });
    expect(failure.message).toContain('has 1025 bytes; Elasticsearch keeps at most 1024');
  });

  it.each([
    [[]],
    [['']],
    [['*']],
    [['_all']],
    [['zeebe-record*', '*']],
    [['-zeebe-record*']],
    [['zeebe-record*,']],
  ])('refuses index patterns that mean everything: %j', async (patterns: string[]) => {
    const refused = { code: 'refused', retryable: false };
    const { store, restores } = world;
    await expect(failureOf(world.create(patterns))).resolves.toMatchObject(refused);
    await expect(failureOf(store.countIndices(patterns.join(',')))).resolves.toMatchObject(refused);
    await expect(failureOf(restores.indices(patterns))).resolves.toMatchObject(refused);
  });

  it('does not know a snapshot that was never taken', async () => {
    await expect(world.store.look(world.repository, world.name('never'))).resolves.toMatchObject({
      state: 'absent',
      details: null,
    });
  });

  it('deletes one snapshot, also when it is running or gone', async () => {
    const { store, repository } = world;
    const kept = await world.taken([pattern]);
    const deleted = await world.create([pattern]);
    await store.delete(repository, deleted);
    await store.delete(repository, deleted);
    await expect(store.look(repository, deleted)).resolves.toMatchObject({ state: 'absent' });
    await expect(store.look(repository, kept)).resolves.toMatchObject({ state: 'completed' });
  });

  it.each(['*', `${world.run}*`, 'a,b', '', '_all', 'a/b'])(
    'deletes nothing by the name "%s"',
    async (name) => {
      const kept = await world.taken([pattern]);
      const refused = { code: 'refused', retryable: false };
      await expect(failureOf(world.store.delete(world.repository, name))).resolves.toMatchObject(refused);
      await expect(world.store.look(world.repository, kept)).resolves.toMatchObject({ state: 'completed' });
    },
  );
}
