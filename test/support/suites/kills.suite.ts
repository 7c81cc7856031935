import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#contracts';
import type { FullWorld, MakeWorld } from '../full-world.ts';
import { ALL_APPS } from '../holdfast.ts';
import { json } from '../real-cluster.ts';

const running = (phases: readonly string[]): boolean => phases.every((phase) => phase === 'EXPORTING');

/** Waits for what Zeebe itself says. @returns the time until then (ms) */
async function untilExporting(world: FullWorld, seconds: number): Promise<number> {
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1000) {
    if (running(await world.phases())) return performance.now() - startedAt;
    await sleep(50);
  }
  throw new Error(`exporting did not run again within ${seconds} s: ${String(await world.phases())}`);
}

/** Starts a backup and returns as soon as the records snapshot was asked for, with exporting paused. */
async function insideWindow(world: FullWorld): Promise<Run> {
  const { status, body } = await world.api.start(world.name);
  expect(status).toBe(202);
  return world.api.until(world.name, body.backupId, (run) =>
    run.steps.some((step) => step.name === 'snapshot-records' && step.attempts > 0),
  );
}

/** The run ended truthfully: completed means complete, asked of Camunda itself; and the next one completes. */
async function endsWell(world: FullWorld, run: Run): Promise<Run> {
  const ended = await world.api.done(world.name, run.setId, 120);
  expect(ended.exporting).toBe('running');
  expect(running(await world.phases())).toBe(true);
  const zeebe = await json<{ state: string }>(`${world.cluster.zeebe}/actuator/backups/${run.setId}`);
  expect([ended.outcome, zeebe.state]).toEqual(['completed', 'COMPLETED']);
  // What was done before the kill was not asked for again; at most the call that died with its process was.
  const attempts = ended.steps.map((step) => step.attempts);
  expect(attempts.slice(0, 4)).toEqual([1, 1, 1, 1]);
  expect(attempts.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(attempts.length + 1);
  const { body, status } = await world.api.start(world.name);
  expect(status).toBe(202);
  expect(await world.api.done(world.name, body.backupId, 120)).toMatchObject({ outcome: 'completed' });
  return ended;
}

/** What was done before the kill is not repeated, exporting runs again, and the next backup completes. */
export function killsSuite(make: MakeWorld): void {
  let world: FullWorld;
  const times: string[] = [];
  beforeAll(async () => {
    world = await make(50);
  }, 900_000);
  afterAll(async () => {
    process.stdout.write(`\nkilled inside the window of a ${world.title}\n${times.join('\n')}\n`);
    await world.close();
  }, 180_000);

  const note = (what: string, ms: number): void => {
    times.push(`${what.padEnd(38)} exporting ran again after ${(ms / 1000).toFixed(1)} s`);
  };

  describe('kill -9 inside the window', () => {
    it.each(['coordinator', 'worker-zeebe', 'worker-records'] as const)(
      'of %s, which comes back: the run completes, and so does the next',
      async (app) => {
        const run = await insideWindow(world);
        await world.holdfast.stop(app, 'SIGKILL');
        const back = world.holdfast.start(app);
        note(app, await untilExporting(world, 60));
        await back;
        await endsWell(world, run);
      },
      240_000,
    );

    it('of Redis: it comes back with its append-only file, and the run completes', async () => {
      const run = await insideWindow(world);
      await world.redis.kill();
      await sleep(1_000);
      const back = world.redis.start();
      note('Redis', await untilExporting(world, 60));
      await back;
      await world.api.ready();
      await endsWell(world, run);
    }, 240_000);

    it('of everything at once, started again 20 s later: the run completes', async () => {
      const run = await insideWindow(world);
      await Promise.all([...ALL_APPS.map((app) => world.holdfast.stop(app, 'SIGKILL')), world.redis.kill()]);
      await sleep(20_000);
      expect(await world.phases()).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
      await world.redis.start();
      const back = Promise.all(ALL_APPS.map((app) => world.holdfast.start(app)));
      note('all at once, from their return', await untilExporting(world, 60));
      await back;
      await world.api.ready();
      await endsWell(world, run);
    }, 300_000);
  });
}
