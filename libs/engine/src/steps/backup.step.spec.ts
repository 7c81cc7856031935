import { beforeEach, describe, expect, it } from '@jest/globals';
import { WEB_APPS, type BackupObservation } from '#domain';
import type { ClusterClients } from '../cluster-clients.ts';
import { jobOf, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { BackupStep } from './backup.step.ts';

standingClocks();

let world: RunWorld;
let calls: string[];
beforeEach(() => {
  world = new RunWorld();
  calls = [];
});

/** The clients of a cluster with one web application. */
function clientsOf(app: string): ClusterClients {
  const seen: BackupObservation = { state: 'absent', message: '404', done: 0, total: null, startedAt: null };
  const api = {
    look: (id: number) => {
      calls.push(`look ${id}`);
      return Promise.resolve({ ...seen });
    },
    trigger: (id: number) => {
      calls.push(`trigger ${id}`);
      Object.assign(seen, { state: 'completed', message: 'COMPLETED', done: 6, total: 6 });
      return Promise.resolve('accepted');
    },
  };
  return { of: () => ({ backups: { [app]: api } }) } as unknown as ClusterClients;
}

const run = (step: BackupStep) => world.process().runner.run(step, jobOf(world.run));

/** The clients of an 8.4 cluster whose exporting shows what is given, look by look. */
function zeebeClients(...exporting: string[]): ClusterClients {
  const { backups } = clientsOf('zeebe').of('');
  const topology = {
    topology: () => Promise.resolve({ partitionCount: 2 }),
    exporting: () => Promise.resolve(exporting.shift() ?? 'softPaused'),
  };
  return { of: () => ({ backups, topology }) } as unknown as ClusterClients;
}

describe('the backup of a part inside the pause', () => {
  const begin = (): void => {
    const done = Object.fromEntries(
      ['backup-operate', 'pause-exporting', 'snapshot-records'].map((name) => [name, 'done']),
    );
    world.begin({ states: done });
    world.pauseOf(world.run);
  };
  const backUp = (clients: ClusterClients) => run(new BackupStep('zeebe', clients, world.config));

  it('reads the pause before every look and after the end', async () => {
    begin();
    expect(await backUp(zeebeClients())).toEqual({ kind: 'done', answer: 'COMPLETED' });
  });

  it.each(['running', 'paused', 'mixed'])('fails when exporting is %s before it', async (state) => {
    begin();
    expect(await backUp(zeebeClients(state))).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-zeebe').failure).toMatchObject({ code: 'pause-broken', answer: state });
    expect(calls).toEqual([]);
  });

  it('fails when exporting was resumed until its end', async () => {
    begin();
    expect(await backUp(zeebeClients('softPaused', 'running'))).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-zeebe').failure).toMatchObject({ code: 'pause-broken', component: 'zeebe' });
  });

  it('waits while a partition shows no phase', async () => {
    begin();
    expect(await backUp(zeebeClients('unknown'))).toMatchObject({ kind: 'later' });
  });
});

describe('the backup of a part', () => {
  it('is named after it, and may take as long as steps.webAppDeadline', () => {
    const steps = WEB_APPS.map((app) => new BackupStep(app, clientsOf(app), world.config));
    expect(steps.map(({ name }) => name).sort()).toEqual([
      'backup-operate',
      'backup-optimize',
      'backup-tasklist',
      'backup-webapps',
    ]);
    expect(steps.map((step) => step.deadlineMs(world.config.clusters[0]!))).toEqual(
      steps.map(() => world.config.steps.webAppDeadline),
    );
  });

  it('has the id of the set', async () => {
    world.begin({ setId: 7 });
    const step = new BackupStep('operate', clientsOf('operate'), world.config);
    expect(await run(step)).toEqual({ kind: 'done', answer: 'COMPLETED' });
    expect(calls).toEqual(['look 7', 'trigger 7', 'look 7']);
  });

  it('fails for good where the application is not configured', async () => {
    world.begin();
    const step = new BackupStep('operate', clientsOf('tasklist'), world.config);
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate').failure).toMatchObject({
      ...{ code: 'refused', component: 'operate', message: 'operate is not configured for cluster "prod"' },
    });
  });

  describe('of a run that began with a known version', () => {
    const versions = (...read: (string | null)[]) => {
      const { backups } = clientsOf('operate').of('');
      const last = read.at(-1) ?? null;
      const info = {
        operate: { read: () => Promise.resolve({ version: read.shift() ?? last, clockSkewMs: null }) },
      };
      return { of: () => ({ backups, info }) } as unknown as ClusterClients;
    };
    const backUp = (clients: ClusterClients) => {
      world.begin({ versions: { operate: '8.6.0' } });
      return run(new BackupStep('operate', clients, world.config));
    };

    it('asks for nothing when another version answers', async () => {
      expect(await backUp(versions('8.6.1'))).toMatchObject({ kind: 'ended' });
      expect(calls).toEqual([]);
      const { failure } = world.step('backup-operate');
      expect(failure).toMatchObject({ code: 'version-changed', component: 'operate', answer: '8.6.1' });
      expect(failure?.message).toContain('operate was 8.6.0 when the run began, and is 8.6.1 now');
    });

    it('fails when it was updated until its end', async () => {
      expect(await backUp(versions('8.6.0', '8.6.1'))).toMatchObject({ kind: 'ended' });
      expect(world.step('backup-operate').failure).toMatchObject({ code: 'version-changed' });
    });

    it.each([['8.6.0'], [null]])('is done when it is %s throughout', async (version) => {
      expect(await backUp(versions(version))).toEqual({ kind: 'done', answer: 'COMPLETED' });
    });
  });
});
