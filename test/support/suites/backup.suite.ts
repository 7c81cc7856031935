import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '#contracts';
import { backUpByHand } from '../by-hand.ts';
import type { FullWorld, MakeWorld } from '../full-world.ts';
import { versionAt } from '../management.ts';
import { json } from '../real-cluster.ts';

const INSTANCES = 150;

interface Sample {
  sentAt: number;
  receivedAt: number;
  phases: string[];
}

/** Reads the exporter phases of the broker again and again until the run is done. */
async function sampleUntilDone(world: FullWorld, run: Run): Promise<{ ended: Run; samples: Sample[] }> {
  const samples: Sample[] = [];
  for (;;) {
    const sentAt = Date.now();
    samples.push({ phases: await world.phases(), sentAt, receivedAt: Date.now() });
    const now = await world.api.run(world.name, run.setId);
    if (now.phase === 'done') return { ended: now, samples };
    if (samples.length > 5_000) throw new Error('the run does not end');
    await sleep(20);
  }
}

/** A backup, the facts from every store about it, and for comparison the same steps by hand. */
export function backupSuite(make: MakeWorld): void {
  let world: FullWorld;
  beforeAll(async () => {
    world = await make(INSTANCES);
  }, 900_000);
  afterAll(() => world.close(), 180_000);

  describe('a backup', () => {
    let run: Run;
    let samples: Sample[];

    beforeAll(async () => {
      const { status, body } = await world.api.start(world.name, { labels: { why: 'e2e' } });
      expect(status).toBe(202);
      ({ ended: run, samples } = await sampleUntilDone(world, body.run!));
    }, 180_000);

    it('is reported as completed only with exporting running', async () => {
      expect(run).toMatchObject({
        outcome: 'completed',
        exporting: 'running',
        failure: null,
        version: await versionAt(world.cluster.zeebe),
      });
      expect(run.steps.map((step) => step.state)).toEqual(Array(7).fill('done'));
    });

    it.each([
      ['Operate', () => world.cluster.operate, 6],
      ['Tasklist', () => world.cluster.tasklist, 6],
      ['Optimize', () => world.optimize, 2],
    ])('%s itself says COMPLETED, with all parts', async (_, url, parts) => {
      const backup = await json<{ state: string; details: { state: string }[] }>(
        `${url()}/actuator/backups/${run.setId}`,
      );
      expect(backup.state).toBe('COMPLETED');
      expect(backup.details.map((detail) => detail.state)).toEqual(Array(parts).fill('SUCCESS'));
    });

    it('Elasticsearch itself has 14 parts and the records snapshot, all SUCCESS, under one id', async () => {
      const { snapshots } = await json<{
        snapshots: { snapshot: string; state: string; indices: string[]; shards: { failed: number } }[];
      }>(`${world.cluster.elasticsearch}/_snapshot/${world.cluster.repository}/camunda_*_${run.setId}*`);
      expect(snapshots).toHaveLength(15);
      expect(
        snapshots.every((snapshot) => snapshot.state === 'SUCCESS' && snapshot.shards.failed === 0),
      ).toBe(true);
      const records = snapshots.find(
        (snapshot) => snapshot.snapshot === `camunda_zeebe_records_backup_${run.setId}`,
      );
      expect(records?.indices.length).toBeGreaterThan(0);
      expect(records?.indices.every((index) => index.startsWith('zeebe-record'))).toBe(true);
    });

    it('Zeebe itself says COMPLETED on every partition', async () => {
      const backup = await json<{ state: string; details: { partitionId: number; state: string }[] }>(
        `${world.cluster.zeebe}/actuator/backups/${run.setId}`,
      );
      expect(backup.state).toBe('COMPLETED');
      expect(backup.details.map(({ partitionId, state }) => [partitionId, state]).sort()).toEqual([
        [1, 'COMPLETED'],
        [2, 'COMPLETED'],
      ]);
    });

    it('every partition was SOFT_PAUSED at each look between pause and resume, and exports now', async () => {
      const pausedAt = Date.parse(run.pausedAt ?? '');
      const resumeAskedAt = Date.parse(
        run.steps.find((step) => step.name === 'resume-exporting')?.startedAt ?? '',
      );
      const inside = samples.filter(
        (sample) => sample.sentAt >= pausedAt && sample.receivedAt <= resumeAskedAt,
      );
      expect(inside.length).toBeGreaterThanOrEqual(3);
      for (const sample of inside) expect(sample.phases).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
      expect(samples.flatMap((sample) => sample.phases)).not.toContain('PAUSED');
      expect(await world.phases()).toEqual(['EXPORTING', 'EXPORTING']);
    });

    it('the web applications and the records were complete before the next step was started', () => {
      const at = (name: string, field: 'startedAt' | 'finishedAt') =>
        Date.parse(run.steps.find((step) => step.name === name)?.[field] ?? '');
      for (const app of ['backup-optimize', 'backup-operate', 'backup-tasklist']) {
        expect(at(app, 'finishedAt')).toBeLessThanOrEqual(at('pause-exporting', 'startedAt'));
      }
      expect(at('snapshot-records', 'finishedAt')).toBeLessThanOrEqual(at('backup-zeebe', 'startedAt'));
    });
  });

  describe('two backups asked for at once', () => {
    it('become one run and one refusal', async () => {
      const answers = await Promise.all([world.api.start(world.name), world.api.start(world.name)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([202, 409]);
      const run = answers.find((answer) => answer.status === 202)!.body;
      expect(await world.api.done(world.name, run.backupId, 120)).toMatchObject({ outcome: 'completed' });
    }, 180_000);
  });

  describe('a soft pause that another tool left', () => {
    it('is rejected by the preflight and stays as it was', async () => {
      await json(`${world.cluster.zeebe}/actuator/exporting/pause?soft=true`, { method: 'POST' });
      const { body } = await world.api.start(world.name);
      const run = await world.api.done(world.name, body.backupId);
      expect(run.outcome).toBe('rejected');
      expect(run.checks.find((check) => check.name === 'exporting-running')?.ok).toBe(false);
      expect(await world.phases()).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
      await json(`${world.cluster.zeebe}/actuator/exporting/resume`, { method: 'POST' });
      expect(await world.phases()).toEqual(['EXPORTING', 'EXPORTING']);
    }, 60_000);
  });

  describe('the same steps by hand', () => {
    it('take their own time (printed, not asserted)', async () => {
      const before = await world.api.start(world.name);
      const run = await world.api.done(world.name, before.body.backupId, 120);
      const hand = await backUpByHand(world.cluster, world.optimize, run.setId + 1);
      const span = (from: string | null, to: string | null) =>
        (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000;
      const line = (who: string, seconds: number, pause: number) =>
        `${who.padEnd(10)} whole ${seconds.toFixed(1)} s, pause ${pause.toFixed(1)} s`;
      process.stdout.write(
        `\n${world.title}, ${INSTANCES} instances\n` +
          `${line('Holdfast', span(run.requestedAt, run.finishedAt), span(run.pausedAt, run.resumedAt))}\n` +
          `${line('by hand', hand.seconds, hand.pauseSeconds)}\n`,
      );
      expect(run.outcome).toBe('completed');
    }, 180_000);
  });
}
