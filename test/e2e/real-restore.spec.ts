import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Restore, Run } from '#contracts';
import { ALL_APPS } from '../support/holdfast.ts';
import { clusterCommand, json } from '../support/real-cluster.ts';
import { REAL_DIRECTORY, RealWorld } from '../support/real-world.ts';

/** A cluster that is lost with all its data, and comes back from a backup: the drill of docs/restore.md. */
const INSTANCES = 120;
const LATER = 30;
const RESTORES = '/api/v1/clusters/real/restores';

let world: RealWorld;
beforeAll(async () => {
  world = await RealWorld.create(INSTANCES);
}, 900_000);
afterAll(() => world.close(), 180_000);

interface Hits {
  hits: { total: { value: number }; hits: { _source: Record<string, unknown> }[] };
}

/** Process instances in Operate's own index, or open tasks in Tasklist's, with the oldest few as a sample. */
async function search(index: string, term: Record<string, string>, sort: string): Promise<Hits['hits']> {
  await json(`${world.cluster.elasticsearch}/${index}/_refresh`, { method: 'POST' });
  const { hits } = await json<Hits>(`${world.cluster.elasticsearch}/${index}/_search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: { term }, sort: [{ [sort]: 'asc' }], size: 5, track_total_hits: true }),
  });
  return hits;
}

const instances = () =>
  search('operate-list-view-*', { joinRelation: 'processInstance' }, 'processInstanceKey');
const tasks = () => search('tasklist-task-*', { state: 'CREATED' }, 'key');
const sources = (hits: Hits['hits']) => hits.hits.map((hit) => hit._source);

async function indicesThere(): Promise<string[]> {
  const rows = await json<{ index: string }[]>(
    `${world.cluster.elasticsearch}/_cat/indices?format=json&expand_wildcards=all&h=index`,
  );
  return rows.map(({ index }) => index).filter((index) => /^(operate|tasklist|optimize|zeebe)-/.test(index));
}

async function gateway<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${world.cluster.gateway}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

const post = <T>(path: string, body?: unknown) => world.api.post<T>(path, body);
const restore = async (id: number) => (await world.api.call<Restore>(`${RESTORES}/${id}`)).body;

async function until(
  id: number,
  condition: (restore: Restore) => boolean,
  seconds: number,
): Promise<Restore> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const now = await restore(id).catch(() => null);
    if (now?.run && condition(now)) return now;
    if (Date.now() > deadline)
      throw new Error(`not within ${seconds} s: ${JSON.stringify(now?.run, null, 1)}`);
    await sleep(20);
  }
}

const step = ({ run }: Restore, name: string) => run?.steps.find((each) => each.name === name);

describe('a cluster that is lost', () => {
  let backup: Run;
  let before: { instances: Hits['hits']; tasks: Hits['hits'] };
  let planned: Restore;

  it('was backed up, went on, and lost everything', async () => {
    before = { instances: await instances(), tasks: await tasks() };
    expect([before.instances.total.value, before.tasks.total.value]).toEqual([INSTANCES, INSTANCES]);
    const { body } = await world.api.start('real');
    backup = await world.api.done('real', body.backupId, 120);
    expect(backup.outcome).toBe('completed');
    await clusterCommand(['seed', String(LATER)], REAL_DIRECTORY);
    expect((await instances()).total.value).toBe(INSTANCES + LATER);
    await clusterCommand(['kill', 'broker', 'operate', 'tasklist'], REAL_DIRECTORY);
    await clusterCommand(['wipe-broker'], REAL_DIRECTORY);
    for (const index of await indicesThere())
      await json(`${world.cluster.elasticsearch}/${index}`, { method: 'DELETE' });
    expect(await indicesThere()).toEqual([]);
  }, 240_000);

  it('has a plan that says what will be done, touches nothing, and needs its own hash', async () => {
    const { status, body } = await post<Restore>(RESTORES, { backupId: backup.backupId });
    expect([status, body.runnable, body.plan.checks.filter((check) => !check.ok)]).toEqual([201, true, []]);
    planned = body;
    expect(planned.plan).toMatchObject({ backupId: backup.backupId, version: '8.6.0', control: 'commands' });
    expect(planned.plan.snapshots).toHaveLength(15);
    expect(planned.plan.warnings.join()).toMatch(/Zeebe is stopped/);
    const wrong = await post(`${RESTORES}/${planned.restoreId}/run`, { hash: '0'.repeat(64) });
    expect(wrong.status).toBe(409);
    expect(await indicesThere()).toEqual([]);
  }, 60_000);

  it('is restored, also when everything of Holdfast is killed at the third snapshot', async () => {
    const id = planned.restoreId ?? 0;
    const begun = await post<Restore>(`${RESTORES}/${id}/run`, { hash: planned.plan.hash });
    expect(begun.status).toBe(202);
    await until(id, (now) => (step(now, 'restore-operate')?.done ?? 0) >= 2, 120);
    await Promise.all([...ALL_APPS.map((app) => world.holdfast.stop(app, 'SIGKILL')), world.redis.kill()]);
    await world.redis.start();
    await Promise.all(ALL_APPS.map((app) => world.holdfast.start(app)));
    const ended = await until(id, ({ run }) => run?.phase === 'done', 400);
    expect(ended.run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(ended.run?.steps.map(({ state }) => state)).toEqual(Array(10).fill('done'));
    process.stdout.write(`\n${timesOf(ended)}\n`);
  }, 600_000);

  it('has the same instances and tasks as when it was backed up', async () => {
    const now = { instances: await instances(), tasks: await tasks() };
    expect(now.instances.total).toEqual(before.instances.total);
    expect(now.tasks.total).toEqual(before.tasks.total);
    expect(sources(now.instances)).toEqual(sources(before.instances));
    expect(sources(now.tasks)).toEqual(sources(before.tasks));
    expect(await world.phases()).toEqual(['EXPORTING', 'EXPORTING']);
  }, 60_000);

  it('completes an instance that was open', async () => {
    const { jobs } = await gateway<{ jobs: { jobKey?: string; key?: string; processInstanceKey: string }[] }>(
      '/v2/jobs/activation',
      { type: 'io.camunda.zeebe:userTask', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 20_000 },
    );
    const [job] = jobs;
    expect(job).toBeDefined();
    await gateway(`/v2/jobs/${job?.jobKey ?? job?.key}/completion`, {});
    for (let tries = 0; ; tries += 1) {
      const done = await search('operate-list-view-*', { state: 'COMPLETED' }, 'processInstanceKey');
      const keys = done.hits.map(({ _source: source }) => String(source['processInstanceKey']));
      if (keys.includes(String(job?.processInstanceKey))) break;
      expect(tries).toBeLessThan(60);
      await sleep(500);
    }
  }, 90_000);

  it('is backed up again, under a higher id', async () => {
    const { body, status } = await world.api.start('real');
    expect(status).toBe(202);
    expect(body.backupId).toBeGreaterThan(backup.backupId);
    expect(await world.api.done('real', body.backupId, 180)).toMatchObject({ outcome: 'completed' });
  }, 240_000);
});

/** For docs/restore.md: how long each step took. */
function timesOf({ run }: Restore): string {
  return (run?.steps ?? [])
    .map(({ name, startedAt, finishedAt, lastAnswer }) => {
      const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
      return `${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s  ${lastAnswer ?? ''}`;
    })
    .join('\n');
}
