import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JournalEntry } from '#contracts';
import { Api } from '../support/api.ts';
import { HoldfastProcesses, WORKERS } from '../support/holdfast.ts';
import { clusterConfig, isCall, World } from '../support/world.ts';

/** A process that stands still (SIGSTOP, a frozen machine) holds a run; another one ends it; then it wakes up. */
let world: World;
let apps: HoldfastProcesses;
let api: Api;
/** What is done when a call reaches the simulator, before it is answered. */
let onCall: (call: { method: string; path: string; caller: string }) => void = () => undefined;

beforeAll(async () => {
  world = await World.create(['a'], {
    standalone: false,
    hooks: {
      onCall: (_cluster, { method, path, caller }, moment) => {
        if (moment === 'before') onCall({ method, path, caller: caller.userAgent ?? '' });
        return Promise.resolve(undefined);
      },
    },
  });
  apps = new HoldfastProcesses(world.redis.url, {
    http: { port: 0 },
    lock: { lease: '3s' },
    steps: { pollMin: '20ms', pollMax: '100ms', callTimeout: '2s', workerGrace: '3s' },
    clusters: [clusterConfig(world.simulator, 'a', '60s')],
  });
  await Promise.all(WORKERS.map((app) => apps.start(app)));
  api = new Api(await apps.start('coordinator'));
}, 60_000);
afterAll(async () => {
  apps.signal('worker-records', 'SIGCONT');
  await apps.stopAll();
  await world.close();
});

const told = ({ type, step, by }: JournalEntry) =>
  `${type}${step ? ` ${step}` : ''} by ${by.split('@')[0] ?? ''}`;

describe('a run held by a stopped process', () => {
  it('is taken over and ended by another, which its journal records; the stopped one wakes up and does nothing', async () => {
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 1_000 } });
    const { body } = await api.start('a');
    await api.until('a', body.backupId, (run) =>
      run.steps.some((step) => step.name === 'snapshot-records' && step.attempts > 0),
    );
    apps.signal('worker-records', 'SIGSTOP');
    const ended = await api.done('a', body.backupId, 30);
    expect(ended).toMatchObject({
      outcome: 'failed',
      exporting: 'running',
      failure: {
        code: 'worker-away',
        component: 'records',
        message: expect.stringContaining('worker-records'),
      },
    });
    expect(ended.fence).toBeGreaterThan(body.run!.fence);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);

    const journal = await api.journal('a', body.backupId);
    expect(journal.slice(journal.findIndex(({ type }) => type === 'run-taken-over')).map(told)).toEqual([
      expect.stringMatching(/^run-taken-over by (coordinator|worker-zeebe)$/),
      expect.stringMatching(/^resume-intended resume-exporting by /),
      expect.stringMatching(/^exporting-resumed by /),
      expect.stringMatching(/^step-failed snapshot-records by /),
      expect.stringMatching(/^step-skipped backup-zeebe by /),
      expect.stringMatching(/^step-skipped resume-exporting by /),
      expect.stringMatching(/^run-finished by /),
    ]);

    const mark = await world.mark('a');
    apps.signal('worker-records', 'SIGCONT');
    await sleep(6_000);
    const calls = (await world.effects('a', mark)).filter(isCall);
    expect(calls).toEqual([]);
    expect(await api.run('a', body.backupId)).toEqual(ended);
    expect(await api.journal('a', body.backupId)).toEqual(journal);
    const next = await api.start('a');
    expect(next.status).toBe(202);
    expect(await api.done('a', next.body.backupId)).toMatchObject({ outcome: 'completed' });
  }, 90_000);
});

describe('a process that is stopped between the renewal of its lease and its call', () => {
  it('does not make the call when it wakes up after the takeover', async () => {
    // Having renewed, the step asks the brokers for their positions, and then for the snapshot.
    onCall = ({ path, caller }) => {
      if (path !== '/actuator/partitions' || !caller.includes('worker-records')) return;
      onCall = () => undefined;
      apps.signal('worker-records', 'SIGSTOP');
    };
    const { body } = await api.start('a');
    const ended = await api.done('a', body.backupId, 30);
    expect(ended).toMatchObject({
      outcome: 'failed',
      failure: { code: 'worker-away', component: 'records' },
    });
    const journal = await api.journal('a', body.backupId);
    expect(journal.map(told)).toContain('step-triggered snapshot-records by worker-records');

    const mark = await world.mark('a');
    apps.signal('worker-records', 'SIGCONT');
    // A run that needs the worker completes: it has woken up, and done what it still meant to do.
    const next = await api.start('a');
    expect(await api.done('a', next.body.backupId)).toMatchObject({ outcome: 'completed' });
    const calls = (await world.effects('a', mark)).filter(isCall);
    expect(calls.filter(({ caller }) => caller.userAgent?.includes(`run=${ended.runId}`))).toEqual([]);
    expect(await api.journal('a', body.backupId)).toEqual(journal);
  }, 90_000);
});

describe('a run whose lock is lost', () => {
  it('is ended at once, with exporting running, and the cluster is free for the next', async () => {
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 2_000 } });
    const { body } = await api.start('a');
    await api.until('a', body.backupId, (run) =>
      run.steps.some((step) => step.name === 'snapshot-records' && step.attempts > 0),
    );
    const redis = new Redis(world.redis.url);
    // An operator deleted what looked like a stale lock.
    await redis.del('{holdfast:a}:lock', '{holdfast:a}:fence');
    redis.disconnect();
    const ended = await api.done('a', body.backupId, 30);
    expect(ended).toMatchObject({
      outcome: 'failed',
      exporting: 'running',
      failure: { code: 'lock-lost' },
    });
    expect(ended.fence).toBeGreaterThan(body.run!.fence);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 100 } });
    await world.untilQuiet('a');
    const next = await api.start('a');
    expect(next.body.run!.fence).toBeGreaterThan(ended.fence);
    expect(await api.done('a', next.body.backupId)).toMatchObject({ outcome: 'completed' });
  }, 90_000);
});
