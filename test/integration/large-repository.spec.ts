import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BackupList } from '#contracts';
import { EngineSnapshotStore } from '#search';
import { ask, provideElasticsearch, type TestElasticsearch } from '../support/elasticsearch.ts';
import { PATIENCE_SECONDS } from '../support/patience.ts';
import { World } from '../support/world.ts';

/** A real Elasticsearch whose repository holds years of sets, and other tools that use it as well. */
const PORT_BASE = 22_200;
const REPOSITORY = 'camunda';
const SETS = 50_000;
const RECORDS = 'zeebe-record_job_8.6.0_2026-11-27';
const OTHERS = 'other-tool';
/** Of the sets of before; above every id that the clock gives. */
const HIGHEST_ID = Math.floor(Date.now() / 1000) + 86_400;
const nameOf = (set: number) => `camunda_zeebe_records_backup_${HIGHEST_ID - SETS + 1 + set}`;

let server: TestElasticsearch;
let store: EngineSnapshotStore;
let world: World;
beforeAll(async () => {
  server = await provideElasticsearch({ portBase: PORT_BASE, files: true });
  store = new EngineSnapshotStore({ engine: 'elasticsearch', url: server.url, timeoutMs: 30_000 });
  await fill(RECORDS, { shards: 1, documents: 1 });
  await fill(OTHERS, { shards: 20, documents: 60 });
  await fillRepository();
  world = await World.create(['a'], {
    // The simulated exporter writes into an Elasticsearch of its own.
    steps: { settleTimeout: '0s', busyTimeout: '2m' },
    cluster: (name, { zeebe, brokers }) =>
      Promise.resolve({
        name,
        version: '8.6',
        zeebe: { management: zeebe, brokers },
        records: { engine: 'elasticsearch', url: server.url, repository: REPOSITORY },
        pauseBudget: '2m',
      }),
  });
});
afterAll(async () => {
  await world.close();
  await store.close();
  await server.stop();
});

async function fill(
  index: string,
  { shards, documents }: { shards: number; documents: number },
): Promise<void> {
  await ask(server, 'PUT', `/${index}`, { settings: { number_of_replicas: 0, number_of_shards: shards } });
  for (let left = documents; left > 0; left -= 1)
    await ask(server, 'POST', `/${index}/_doc?refresh=${left === 1}`, { position: 1, partitionId: 1 });
}

/** What a repository has in its index of each snapshot, as far as it is written here. */
interface RepositoryIndex {
  snapshots: { name: string; uuid: string }[];
}

const register = (name: string, settings: Record<string, unknown> = {}) =>
  ask(server, 'PUT', `/_snapshot/${name}`, {
    type: 'fs',
    settings: { location: name === REPOSITORY ? server.location : `${server.location}-${name}`, ...settings },
  });

/**
 * To take that many snapshots would take hours. So one real snapshot is taken, and the index file that the repository wrote
 * is replaced by one with many copies of its entry. The repository is not registered meanwhile, because Elasticsearch
 * remembers its index.
 */
async function fillRepository(): Promise<void> {
  await ask(server, 'PUT', `/_snapshot/${REPOSITORY}/first?wait_for_completion=true`, {
    indices: RECORDS,
    include_global_state: false,
    feature_states: ['none'],
  });
  await ask(server, 'DELETE', `/_snapshot/${REPOSITORY}`);
  const [written] = readdirSync(server.location).filter((name) => /^index-\d+$/.test(name));
  const path = join(server.location, written ?? 'index-0');
  expect(existsSync(path)).toBe(true);
  const index = JSON.parse(readFileSync(path, 'utf8')) as RepositoryIndex;
  const [first] = index.snapshots;
  for (let set = 0; set < SETS; set += 1) {
    const uuid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url');
    index.snapshots.push({ ...first, name: nameOf(set), uuid, ...{ index_metadata_lookup: {} } });
  }
  writeFileSync(path, JSON.stringify(index));
  await register(REPOSITORY);
}

async function backup() {
  const { body, status } = await world.api.start('a');
  expect(status).toBe(202);
  return world.api.done('a', body.backupId);
}

describe(`a repository with ${SETS.toLocaleString('en')} sets of before`, () => {
  it('lists all their names', async () => {
    const names = await store.names(REPOSITORY);
    expect(names).toHaveLength(SETS + 1);
    expect(new Set(names.map(({ snapshot }) => snapshot)).size).toBe(SETS + 1);
    expect(names.every(({ uuid, state }) => uuid !== '' && state === 'SUCCESS')).toBe(true);
  });

  it('shows its first page', async () => {
    const newest = Array.from({ length: 20 }, (_, back) => HIGHEST_ID - back);
    for (let tries = 0; tries < PATIENCE_SECONDS; tries += 1) {
      const { body, status } = await world.api.call<BackupList>('/api/v1/clusters/a/backups?limit=20');
      expect(status).toBe(200);
      const ids = body.items.map(({ backupId }) => backupId);
      if (body.catalogue.problems.length === 0) return expect(ids).toEqual(newest);
      // A list that is not whole says so.
      expect([[], newest]).toContainEqual(ids);
      expect(body.catalogue.problems).toEqual([expect.stringContaining('answer slowly')]);
      await sleep(1_000);
    }
    throw new Error('the list never became whole');
  });

  it('takes another, whose id is above all of them', async () => {
    const run = await backup();
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(run.setId).toBeGreaterThan(HIGHEST_ID);
    const taken = await store.look(REPOSITORY, `camunda_zeebe_records_backup_${run.setId}`);
    expect(taken).toMatchObject({ state: 'completed', details: { indexNames: [RECORDS] } });
    expect((await store.names(REPOSITORY)).length).toBeGreaterThan(SETS + 1);
  });
});

/** Begins a snapshot of another tool that takes half a minute: many shards, each of them small, in a slow repository. */
async function otherTool(repository: string): Promise<string> {
  const snapshot = `nightly-${randomUUID()}`;
  await ask(server, 'PUT', `/_snapshot/${repository}/${snapshot}`, { indices: OTHERS });
  expect(await store.runningSnapshots(repository)).toEqual([snapshot]);
  return snapshot;
}

describe('a snapshot of another tool', () => {
  const SLOW = { max_snapshot_bytes_per_sec: '8kb' };

  it('in another repository does not disturb a backup', async () => {
    await register('nightly', SLOW);
    const other = await otherTool('nightly');
    const run = await backup();
    expect(run.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(run).toMatchObject({ outcome: 'completed' });
    expect(await store.runningSnapshots('nightly')).toEqual([other]);
    const events = await world.api.call<string>(`/api/v1/clusters/a/backups/${run.setId}/events`);
    expect(events.body).not.toContain('preflight-waiting');
  });

  it('in the same repository delays the backup before anything is paused', async () => {
    await register(REPOSITORY, SLOW);
    const other = await otherTool(REPOSITORY);
    const run = await backup();
    expect(run.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    const events = await world.api.call<string>(`/api/v1/clusters/a/backups/${run.setId}/events`);
    expect(events.body).toMatch(new RegExp(`preflight-waiting.*${other}`));
    const [ended] = await store.describe(REPOSITORY, [other]);
    expect(ended).toMatchObject({ state: 'SUCCESS' });
    expect(Date.parse(run.pausedAt ?? '')).toBeGreaterThanOrEqual(ended?.finishedAt ?? Infinity);
  });
});
