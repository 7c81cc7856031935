import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StepFailure, type FailureDetail } from '#domain';
import type { SnapshotObservation, SnapshotStore } from './snapshot-store.port.ts';

/** A real engine on a busy machine takes seconds for an index or a snapshot. */
const SLOW = 60_000;

/** Where the engine has to be fetched first. */
const INSTALL = 900_000;

/** What the suite needs from the one who runs it. */
export interface SnapshotStoreFixture {
  store: SnapshotStore;
  /** Registered and writable. The suite makes snapshots named `contract-…` in it and removes them. */
  repository: string;
  /** Creates an index (its name starts with `contract-`) with one document. */
  createIndex: (name: string) => Promise<void>;
  deleteIndex: (name: string) => Promise<void>;
  /** Registers a second, read-only view of the repository and gives its name; left out where that cannot be done. */
  registerReadOnly?: () => Promise<string>;
  close: () => Promise<void>;
}

async function failureOf(promise: Promise<unknown>): Promise<FailureDetail> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof StepFailure) return error.detail;
  throw new Error(`A StepFailure was expected, not ${String(error)}`);
}

/** The behaviour that every SnapshotStore promises. Runs against a real store. */
export function defineSnapshotStoreContract(
  name: string,
  factory: () => Promise<SnapshotStoreFixture>,
): void {
  describe(`SnapshotStore contract: ${name}`, () => {
    jest.setTimeout(SLOW);
    const run = `contract-${Date.now().toString(36)}`;
    const indices = [`${run}-a`, `${run}-b`];
    let fixture: SnapshotStoreFixture;
    let store: SnapshotStore;
    let repository: string;
    let count = 0;

    const create = async (patterns: string[] = [`${run}-*`], metadata: Record<string, unknown> = {}) => {
      const snapshot = `${run}-${(count += 1)}`;
      await store.create({ repository, snapshot, indices: patterns, metadata });
      return snapshot;
    };
    const finished = async (snapshot: string): Promise<SnapshotObservation> => {
      for (;;) {
        const seen = await store.look(repository, snapshot);
        if (seen.state !== 'running') return seen;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };

    beforeAll(async () => {
      fixture = await factory();
      ({ store, repository } = fixture);
      for (const index of indices) await fixture.createIndex(index);
    }, INSTALL);

    afterEach(async () => {
      for (const { snapshot } of await store.list(repository, `${run}*`))
        await store.delete(repository, snapshot);
    }, SLOW);

    afterAll(async () => {
      for (const index of indices) await fixture.deleteIndex(index);
      await store.close();
      await fixture.close();
    }, SLOW);

    it('tells its version', async () => {
      const { version } = await store.ping();
      expect(version).toMatch(/^\d+\.\d+/);
    });

    it('verifies a repository on at least one node', async () => {
      const { nodes } = await store.verifyRepository(repository);
      expect(nodes).toBeGreaterThan(0);
    });

    it('refuses a repository that is not registered and says how to register it', async () => {
      const missing = `${run}-missing`;
      const failures = [
        await failureOf(store.verifyRepository(missing)),
        await failureOf(
          store.create({ repository: missing, snapshot: run, indices: [`${run}-*`], metadata: {} }),
        ),
        await failureOf(store.look(missing, run)),
        await failureOf(store.list(missing)),
        await failureOf(store.delete(missing, run)),
      ];
      for (const failure of failures) {
        expect(failure).toMatchObject({ code: 'refused', retryable: false, component: 'records' });
        expect(failure.message).toContain(`PUT _snapshot/${missing}`);
      }
    });

    it('refuses to verify a read-only repository', async () => {
      if (!fixture.registerReadOnly) return;
      const readOnly = await fixture.registerReadOnly();
      const failure = await failureOf(store.verifyRepository(readOnly));
      expect(failure).toMatchObject({ code: 'refused', retryable: false });
      expect(failure.message).toMatch(/read-?only/);
    });

    it('counts the indices that match', async () => {
      await expect(store.countIndices(`${run}-*`)).resolves.toBe(2);
      await expect(store.countIndices(`${run}-a`)).resolves.toBe(1);
      await expect(store.countIndices(`${run}-nothing*`)).resolves.toBe(0);
      await expect(store.countIndices(`${run}-nothing`)).resolves.toBe(0);
    });

    it('takes a snapshot, from running to completed', async () => {
      const snapshot = await create([`${run}-*`], { backupId: 17 });
      const seen = await finished(snapshot);
      expect(seen).toMatchObject({
        state: 'completed',
        done: 2,
        total: 2,
        details: { indices: 2, shards: { total: 2, successful: 2, failed: 0 }, metadata: { backupId: 17 } },
      });
      expect(seen.startedAt).toBeGreaterThan(Date.now() - 3_600_000);
      expect(seen.details?.finishedAt).toBeGreaterThanOrEqual(seen.startedAt ?? Infinity);
      await expect(store.runningSnapshots(repository)).resolves.not.toContain(snapshot);
    });

    it('does not take the same name twice', async () => {
      const snapshot = await create();
      const again = { repository, snapshot, indices: [`${run}-*`], metadata: {} };
      await expect(failureOf(store.create(again))).resolves.toMatchObject({
        code: 'id-in-use',
        retryable: false,
      });
      await finished(snapshot);
      await expect(failureOf(store.create(again))).resolves.toMatchObject({
        code: 'id-in-use',
        retryable: false,
      });
    });

    it('shows the snapshot of a pattern that matches nothing as failed', async () => {
      const seen = await finished(await create([`${run}-nothing*`]));
      expect(seen).toMatchObject({ state: 'failed', details: { indices: 0 } });
      expect(seen.said).toContain('snapshot of nothing');
    });

    it('refuses an index that is named and missing', async () => {
      await expect(failureOf(create([`${run}-nothing`]))).resolves.toMatchObject({
        code: 'refused',
        retryable: false,
      });
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
      await expect(failureOf(create(patterns))).resolves.toMatchObject({ code: 'refused', retryable: false });
      await expect(failureOf(store.countIndices(patterns.join(',')))).resolves.toMatchObject({
        code: 'refused',
      });
    });

    it('does not know a snapshot that was never taken', async () => {
      await expect(store.look(repository, `${run}-never`)).resolves.toMatchObject({
        state: 'absent',
        details: null,
      });
    });

    it('lists by pattern, oldest first, with metadata', async () => {
      await expect(store.list(repository, `${run}-*`)).resolves.toEqual([]);
      const first = await create([`${run}-a`], { backupId: 1 });
      await finished(first);
      const second = await create([`${run}-b`], { backupId: 2 });
      await finished(second);
      const listed = await store.list(repository, `${run}-*`);
      expect(listed.map(({ snapshot, state, metadata }) => [snapshot, state, metadata['backupId']])).toEqual([
        [first, 'SUCCESS', 1],
        [second, 'SUCCESS', 2],
      ]);
      const all = await store.list(repository);
      expect(all.map((each) => each.snapshot)).toEqual(expect.arrayContaining([first, second]));
    });

    it('deletes one snapshot, also when it is running or gone', async () => {
      const kept = await create();
      await finished(kept);
      const deleted = await create();
      await store.delete(repository, deleted);
      await store.delete(repository, deleted);
      await expect(store.look(repository, deleted)).resolves.toMatchObject({ state: 'absent' });
      await expect(store.look(repository, kept)).resolves.toMatchObject({ state: 'completed' });
    });

    it.each(['*', `${run}*`, 'a,b', '', '_all', 'a/b'])(
      'deletes nothing by the name "%s"',
      async (pattern) => {
        const kept = await create();
        await finished(kept);
        await expect(failureOf(store.delete(repository, pattern))).resolves.toMatchObject({
          code: 'refused',
          retryable: false,
        });
        await expect(store.look(repository, kept)).resolves.toMatchObject({ state: 'completed' });
      },
    );
  });
}
