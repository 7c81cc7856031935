import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Restore, Run } from '#contracts';
import {
  camundaIndices,
  deleteCamundaIndices,
  endedInstancesIn,
  instancesIn,
  tasksIn,
} from '../elasticsearch-contents.ts';
import type { FullWorld, MakeWorld } from '../full-world.ts';
import { ALL_APPS } from '../holdfast.ts';

const INSTANCES = 120;
const LATER = 30;

/** What else a world can say about a cluster that came back. */
export interface Proof {
  /** Called right before the backup, and once it has completed. */
  before: (world: FullWorld) => Promise<void>;
  backedUp: (world: FullWorld, backup: Run) => Promise<void>;
  /** Called when the cluster was restored. Fails where it is not what it was. */
  after: (world: FullWorld) => Promise<void>;
}

async function gateway<T>(world: FullWorld, path: string, body: unknown): Promise<T> {
  const response = await fetch(`${world.cluster.gateway}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status} ${text}`);
  return (text === '' ? null : JSON.parse(text)) as T;
}

const restoresOf = (world: FullWorld): string => `/api/v1/clusters/${world.name}/restores`;

async function until(
  world: FullWorld,
  id: number,
  condition: (restore: Restore) => boolean,
  seconds: number,
): Promise<Restore> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await world.api.call<Restore>(`${restoresOf(world)}/${id}`).catch(() => null);
    const now = answer?.body;
    if (now?.run && condition(now)) return now;
    if (Date.now() > deadline)
      throw new Error(`not within ${seconds} s: ${JSON.stringify(now?.run, null, 1)}`);
    await sleep(20);
  }
}

const step = ({ run }: Restore, name: string) => run?.steps.find((each) => each.name === name);

/** Loses everything but the snapshots and Zeebe's backups. */
export async function loseEverything(world: FullWorld): Promise<void> {
  await world.loseCamunda();
  await deleteCamundaIndices(world.cluster.elasticsearch);
  expect(await camundaIndices(world.cluster.elasticsearch)).toEqual([]);
}

/** Completes one open user task, and waits until Operate shows the end of its instance. */
export async function completeOne(world: FullWorld): Promise<void> {
  const { jobs } = await gateway<{
    jobs: { jobKey?: string; key?: string; processInstanceKey: string }[];
  }>(world, '/v2/jobs/activation', {
    type: 'io.camunda.zeebe:userTask',
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 20_000,
  });
  const [job] = jobs;
  expect(job).toBeDefined();
  await gateway(world, `/v2/jobs/${job?.jobKey ?? job?.key}/completion`, {});
  for (let tries = 0; ; tries += 1) {
    const { sample } = await endedInstancesIn(world.cluster.elasticsearch);
    if (sample.map((each) => String(each['processInstanceKey'])).includes(String(job?.processInstanceKey)))
      return;
    expect(tries).toBeLessThan(60);
    await sleep(500);
  }
}

/**
 * A cluster that is lost with all its data, and comes back from a backup: the drill of docs/restore.md.
 * @param more tests that run afterwards in the same world
 */
export function lossSuite(make: MakeWorld, proof?: Proof, more?: (world: () => FullWorld) => void): void {
  let world: FullWorld;
  beforeAll(async () => {
    world = await make(INSTANCES);
  }, 900_000);
  afterAll(() => world.close(), 180_000);

  describe('a cluster that is lost', () => {
    let backup: Run;
    let before: { instances: unknown; tasks: unknown };
    let planned: Restore;

    const look = async () => ({
      instances: await instancesIn(world.cluster.elasticsearch),
      tasks: await tasksIn(world.cluster.elasticsearch),
    });

    it('was backed up, continued to work, and lost everything', async () => {
      const now = await look();
      expect([now.instances.total, now.tasks.total]).toEqual([INSTANCES, INSTANCES]);
      before = now;
      await proof?.before(world);
      const { body } = await world.api.start(world.name);
      backup = await world.api.done(world.name, body.backupId, 120);
      expect(backup.outcome).toBe('completed');
      await proof?.backedUp(world, backup);
      await world.seed(LATER);
      expect((await instancesIn(world.cluster.elasticsearch)).total).toBe(INSTANCES + LATER);
      await loseEverything(world);
    }, 300_000);

    it('has a plan that says what will be done, touches nothing, and needs its own hash', async () => {
      const { status, body } = await world.api.post<Restore>(restoresOf(world), {
        backupId: backup.setId,
      });
      expect([status, body.runnable, body.plan.checks.filter((check) => !check.ok)]).toEqual([201, true, []]);
      planned = body;
      expect(planned.plan).toMatchObject({ backupId: backup.setId, control: 'commands' });
      expect(planned.plan.snapshots).toHaveLength(15);
      expect(planned.plan.warnings.join()).toMatch(/Zeebe is stopped/);
      const wrong = await world.api.post(`${restoresOf(world)}/${planned.restoreId}/run`, {
        hash: '0'.repeat(64),
      });
      expect(wrong.status).toBe(409);
      expect(await camundaIndices(world.cluster.elasticsearch)).toEqual([]);
    }, 60_000);

    it('is restored, also when everything of Holdfast is killed at the third snapshot', async () => {
      const id = planned.restoreId ?? 0;
      const begun = await world.api.post<Restore>(`${restoresOf(world)}/${id}/run`, {
        hash: planned.plan.hash,
      });
      expect(begun.status).toBe(202);
      await until(world, id, (now) => (step(now, 'restore-operate')?.done ?? 0) >= 2, 120);
      await Promise.all([...ALL_APPS.map((app) => world.holdfast.stop(app, 'SIGKILL')), world.redis.kill()]);
      await world.redis.start();
      await Promise.all(ALL_APPS.map((app) => world.holdfast.start(app)));
      const ended = await until(world, id, ({ run }) => run?.phase === 'done', 400);
      expect(ended.run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
      expect(ended.run?.steps.map(({ state }) => state)).toEqual(Array(11).fill('done'));
      process.stdout.write(`\nrestore of a ${world.title}, ${INSTANCES} instances\n${timesOf(ended)}\n`);
    }, 600_000);

    it('has the same instances and tasks as when it was backed up', async () => {
      expect(await look()).toEqual(before);
      expect(await world.phases()).toEqual(['EXPORTING', 'EXPORTING']);
      await proof?.after(world);
    }, 120_000);

    it('completes an instance that was open', () => completeOne(world), 90_000);

    it('is backed up again, under a higher id', async () => {
      const { body, status } = await world.api.start(world.name);
      expect(status).toBe(202);
      expect(body.backupId).toBeGreaterThan(backup.setId);
      expect(await world.api.done(world.name, body.backupId, 180)).toMatchObject({ outcome: 'completed' });
    }, 240_000);
  });

  more?.(() => world);
}

/** For docs/restore.md: how long each step took. */
function timesOf({ run }: Restore): string {
  return (run?.steps ?? [])
    .map(({ name, startedAt, finishedAt, lastAnswer }) => {
      const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
      return `${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s  ${lastAnswer ?? ''}`;
    })
    .join('\n');
}
