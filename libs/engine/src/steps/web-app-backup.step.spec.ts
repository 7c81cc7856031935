import { beforeEach, describe, expect, it } from '@jest/globals';
import { WEB_APPS, type BackupObservation } from '#domain';
import type { ClusterClients } from '../cluster-clients.ts';
import { jobOf, RunWorld, standingClocks } from '../run-world.spec-support.ts';
import { WebAppBackupStep } from './web-app-backup.step.ts';

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
  return { of: () => ({ webApps: { [app]: api } }) } as unknown as ClusterClients;
}

const run = (step: WebAppBackupStep) => world.process().runner.run(step, jobOf(world.run));

describe('the backup of a web application', () => {
  it('is named after it, and may take as long as steps.webAppDeadline', () => {
    const steps = WEB_APPS.map((app) => new WebAppBackupStep(app, clientsOf(app), world.config));
    expect(steps.map(({ name }) => name).sort()).toEqual([
      'backup-operate',
      'backup-optimize',
      'backup-tasklist',
    ]);
    expect(steps.map((step) => step.deadlineMs())).toEqual(
      steps.map(() => world.config.steps.webAppDeadline),
    );
  });

  it('has the id of the set', async () => {
    world.begin({ setId: 7 });
    const step = new WebAppBackupStep('operate', clientsOf('operate'), world.config);
    expect(await run(step)).toEqual({ kind: 'done', answer: 'COMPLETED' });
    expect(calls).toEqual(['look 7', 'trigger 7', 'look 7']);
  });

  it('fails for good where the application is not configured', async () => {
    world.begin();
    const step = new WebAppBackupStep('operate', clientsOf('tasklist'), world.config);
    expect(await run(step)).toMatchObject({ kind: 'ended' });
    expect(world.step('backup-operate').failure).toMatchObject({
      ...{ code: 'refused', component: 'operate', message: 'operate is not configured for cluster "prod"' },
    });
  });
});
