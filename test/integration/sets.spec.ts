import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Backup, Problem } from '#contracts';
import { ClusterApi } from '../support/cluster-api.ts';
import { SimulatedStore } from '../support/simulated-store.ts';
import { isCall, World } from '../support/world.ts';

let world: World;
let sets: ClusterApi;
let store: SimulatedStore;
beforeAll(async () => {
  world = await World.create(['a', 'many', 'silent']);
  sets = new ClusterApi(world.api, 'a');
  store = new SimulatedStore(world, 'a');
});
afterAll(() => world.close());

/** Everything that changed the cluster, as it saw it; looking, and verifying a repository, change nothing. */
async function changes(cluster: string, mark: number): Promise<string[]> {
  const effects = await world.effects(cluster, mark);
  return effects
    .filter((effect) => (isCall(effect) ? effect.performed : effect.kind !== 'action'))
    .map((effect) => JSON.stringify(effect));
}

describe('the set of a backup that completed', () => {
  let backup: Backup;
  beforeAll(async () => {
    backup = await sets.backUp();
  });

  it('is complete, with every part under its name in the repository', async () => {
    const { set } = await sets.backup(backup.backupId);
    expect(set).toMatchObject({
      state: 'complete',
      foreign: false,
      kept: false,
      missing: [],
      versions: ['8.6.0'],
      partitions: 2,
      verification: null,
      deletion: null,
    });
    expect(set?.sizeBytes).toBeGreaterThan(0);
    expect(set?.parts.map(({ component, state, present, of }) => [component, state, present, of])).toEqual([
      ['operate', 'complete', 6, 6],
      ['tasklist', 'complete', 6, 6],
      ['optimize', 'complete', 2, 2],
      ['records', 'complete', 1, 1],
      ['zeebe', 'complete', 2, 2],
    ]);
    const names = set?.parts.flatMap((part) => part.snapshots).sort();
    expect(names).toEqual(await store.names(backup.backupId));
  });

  it('is the same in the list and on its own page', async () => {
    const { items, catalogue } = await sets.list({ limit: 1 });
    expect(catalogue.problems).toEqual([]);
    const alone = await sets.backup(backup.backupId);
    // Its age continues to grow.
    const aged = { ...alone.set!, ageSeconds: items[0]!.set!.ageSeconds };
    expect(items[0]).toEqual({ ...alone, set: aged });
  });

  it('can be verified part by part, which changes nothing and is recorded with its date', async () => {
    const mark = await world.mark('a');
    const verification = await sets.verify(backup.backupId);
    expect(verification.checks.filter((check) => !check.ok)).toEqual([]);
    expect(verification.ok).toBe(true);
    const checked = verification.checks.map(({ name }) => name);
    expect(checked).toEqual(expect.arrayContaining(await store.names(backup.backupId)));
    expect(checked).toEqual(expect.arrayContaining(['zeebe-parts', 'one-window', 'partition-count']));
    expect(await changes('a', mark)).toEqual([]);
    const { verifiedAt, ok } = verification;
    expect((await sets.list()).items[0]?.set?.verification).toEqual({ verifiedAt, ok });
  });

  it('has a manifest with the facts from the store and Zeebe, the same at every reading', async () => {
    const manifest = await sets.manifest(backup.backupId);
    const found = manifest.snapshots.map(({ snapshot, uuid }) => ({ snapshot, uuid }));
    expect(found.sort((a, b) => (a.snapshot < b.snapshot ? -1 : 1))).toEqual(
      await store.snapshots(backup.backupId),
    );
    expect(manifest).toMatchObject({
      backupId: backup.backupId,
      cluster: 'a',
      state: 'complete',
      run: {
        runId: backup.run!.runId,
        fence: backup.run!.fence,
        outcome: 'completed',
        pausedAt: backup.run!.pausedAt,
      },
      origin: { runId: backup.run!.runId },
      versions: { operate: '8.6.0', tasklist: '8.6.0', optimize: '8.6.0' },
      zeebe: { partitions: 2 },
    });
    const zeebe = await store.zeebeBackup(backup.backupId);
    expect(manifest.zeebe.checkpoints).toEqual(
      Object.fromEntries(zeebe!.details.map((each) => [each.partitionId, each.checkpointPosition])),
    );
    expect(Object.keys(manifest.zeebe.exportedAtPause)).toEqual(['1', '2']);
    expect(manifest.journalSha256).toMatch(/^[0-9a-f]{64}$/);
    expect({ ...(await sets.manifest(backup.backupId)), writtenAt: manifest.writtenAt }).toEqual(manifest);
  });

  it('counts the documents that existed when it was taken, by family', async () => {
    const { documents } = await sets.manifest(backup.backupId);
    const now = Object.entries(await store.documents());
    // Indices of records have a date at their end, main indices of a web application an underscore.
    const counted = (family: string): number | undefined =>
      now.find(([index]) => index.startsWith(`${family}_`))?.[1];
    for (const family of ['operate-list-view-8.3.0', 'zeebe-record_job_8.6.0'])
      expect([family, documents?.[family]]).toEqual([family, counted(family)]);
    expect(Object.keys(documents ?? {})).toHaveLength(now.length);
  });

  it('is marked as kept, and released, any number of times', async () => {
    for (const mark of ['keep', 'keep', 'release', 'release'] as const) {
      expect((await sets.mark(backup.backupId, mark)).set?.kept).toBe(mark === 'keep');
      expect((await sets.list()).items[0]?.set?.kept).toBe(mark === 'keep');
    }
  });

  it('is partial once a snapshot was deleted without Holdfast: list and verification name it', async () => {
    const lost = `camunda_tasklist_${backup.backupId}_8.6.0_part_3_of_6`;
    await store.deleteSnapshot(lost);
    const { set } = await sets.untilBackup(backup.backupId, (now) => now.set?.state !== 'complete');
    expect(set).toMatchObject({ state: 'partial', missing: ['tasklist: part 3 of 6 is missing'] });
    const verification = await sets.verify(backup.backupId);
    expect(verification.ok).toBe(false);
    expect(verification.checks.filter((check) => !check.ok)).toMatchObject([
      { name: 'tasklist-parts', message: 'part 3 of 6 is missing' },
    ]);
    expect((await sets.list()).items[0]?.set?.verification?.ok).toBe(false);
  });
});

describe('a backup without any part', () => {
  it('is no set when its run was rejected before anything was touched', async () => {
    await world.patch('a', { elasticsearch: { repositoryWritable: false } });
    const { body } = await world.api.start('a');
    const rejected = await world.api.done('a', body.backupId);
    await world.patch('a', { elasticsearch: { repositoryWritable: true } });
    expect(rejected.outcome).toBe('rejected');
    expect((await sets.list()).items[0]).toMatchObject({ backupId: body.backupId, set: null });
    for (const [method, path] of [
      ['POST', '/verify'],
      ['GET', '/manifest'],
      ['DELETE', ''],
    ] as const) {
      const address = `/api/v1/clusters/a/backups/${body.backupId}${path}`;
      const answer = await world.api.call<Problem>(address, { method });
      expect(answer).toMatchObject({ status: 404, body: { detail: expect.stringMatching(/rejected/) } });
    }
  });

  it.each(['GET', 'DELETE', 'POST verify', 'POST keep', 'GET manifest'])(
    '%s of an unknown id is a 404',
    async (words) => {
      const [method, path] = words.split(' ');
      const address = `/api/v1/clusters/a/backups/4711${path ? `/${path}` : ''}`;
      const { status, body } = await world.api.call(address, { method: method! });
      expect([status, body]).toMatchObject([404, { type: 'urn:holdfast:problem:unknown-backup' }]);
    },
  );
});

describe('sets that another tool took', () => {
  let many: ClusterApi;
  beforeAll(async () => {
    many = new ClusterApi(world.api, 'many');
    await many.backUp();
    await world.act('many', { action: 'placeSets', count: 5, firstId: 1_764_000, step: 10 });
    await many.backUp();
  });

  it('are foreign: nothing proves that their parts belong together', async () => {
    const foreign = await many.untilBackup(1_764_000, ({ set }) => set !== null);
    expect(foreign.set).toMatchObject({ state: 'foreign', foreign: true, missing: [], partitions: 2 });
    expect(foreign.run).toBeNull();
    const verification = await many.verify(1_764_000);
    expect(verification.ok).toBe(false);
    expect(verification.checks.filter((check) => !check.ok).map(({ name }) => name)).toEqual(['one-window']);
    expect((await many.manifest(1_764_000)).run).toBeNull();
  });

  it('are listed among our own, newest first, with pages that have no gap and no repetition', async () => {
    const { items } = await many.list({ limit: 100 });
    const all = items.map(({ backupId }) => backupId);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    expect(all.slice(2)).toEqual([1_764_040, 1_764_030, 1_764_020, 1_764_010, 1_764_000]);
    for (const limit of [1, 2, 3, 7]) {
      const seen: number[] = [];
      let next: string | null = null;
      do {
        const page = await many.list({ limit, ...(next !== null && { cursor: next }) });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ backupId }) => backupId));
        next = page.next;
      } while (next !== null);
      expect(seen).toEqual(all);
    }
  });

  it('have correct pages also when numbers of deletions lie between them', async () => {
    for (const id of [1_764_010, 1_764_030]) {
      expect(await many.remove(id, { force: 'true' })).toMatchObject({
        status: 409,
        body: { type: 'urn:holdfast:problem:set-foreign', detail: expect.stringMatching(/adopt it first/) },
      });
      expect(await many.adopt(id)).toMatchObject({
        status: 200,
        body: { set: { state: 'unverified', foreign: false, ownedBy: 'adopted' } },
      });
      // Asked for again, it stays as it is.
      expect((await many.adopt(id)).status).toBe(200);
      await many.removed(id);
    }
    const first = await many.list({ limit: 3 });
    const second = await many.list({ limit: 3, cursor: first.next! });
    const ids = [...first.items, ...second.items].map(({ backupId }) => backupId);
    expect(ids.slice(2)).toEqual([1_764_040, 1_764_020, 1_764_000]);
    expect(second.next).toBeNull();
  });
});

describe('while Zeebe is stopped', () => {
  it('the list is available, names the problem, and shows a set as unverified until Zeebe is back', async () => {
    const silent = new ClusterApi(world.api, 'silent');
    const { backupId } = await silent.backUp();
    await world.act('silent', { action: 'stop', component: 'zeebe' });
    const stopped = await silent.untilBackup(backupId, ({ set }) => set?.state !== 'complete');
    expect(stopped.set).toMatchObject({ state: 'unverified', missing: [], partitions: null });
    const { items, catalogue } = await silent.list();
    expect(items).toMatchObject([{ backupId, set: { state: 'unverified' } }]);
    expect(catalogue.problems.join()).toMatch(/zeebe/i);
    await world.act('silent', { action: 'start', component: 'zeebe' });
    const back = await silent.untilBackup(backupId, ({ set }) => set?.state !== 'unverified');
    expect(back.set?.state).toBe('complete');
    expect((await silent.list()).catalogue.problems).toEqual([]);
  });
});
