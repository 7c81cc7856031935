import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { parseConfig } from '#config';
import type { DoctorCheck, Run } from '#contracts';
import { Api } from '../support/api.ts';
import { until } from '../support/cluster-api.ts';
import { ALL_APPS, HoldfastProcesses, WORKERS } from '../support/holdfast.ts';
import { clusterConfig, isCall, World } from '../support/world.ts';

/**
 * The file changes while a run is inside its pause window: each app a process of its own, each with its own moment at which
 * it reads the file. `old` and `new` are two Camundas; cluster `prod` of the file is at the addresses of one of them.
 */
let world: World;
let apps: HoldfastProcesses;
let api: Api;
let redis: Redis;

const at = (place: 'old' | 'new', more: object = {}) => ({
  ...clusterConfig(world.simulator, place, '60s'),
  name: 'prod',
  ...more,
});
const other = () => ({ ...clusterConfig(world.simulator, 'other', '60s') });
const config = (...clusters: object[]) => ({
  http: { port: 0 },
  lock: { lease: '3s' },
  steps: { pollMin: '20ms', pollMax: '100ms', callTimeout: '2s', workerGrace: '3s' },
  clusters: [other(), ...clusters],
});

beforeAll(async () => {
  world = await World.create(['old', 'new', 'other'], { standalone: false });
  apps = new HoldfastProcesses(world.redis.url, config(at('old')));
  await Promise.all(WORKERS.map((app) => apps.start(app)));
  api = new Api(await apps.start('coordinator'));
  redis = new Redis(world.redis.url);
});
afterAll(async () => {
  redis.disconnect();
  await apps.stopAll();
  await world.close();
});
afterEach(async () => {
  await world.clearFaults('old');
  apps.rewrite(config(at('old')));
  await taken([]);
});

/** Takes the records snapshot out of reach: the run waits inside its pause. */
async function heldInPause(): Promise<Run> {
  await world.fault('old', {
    kind: 'status',
    component: 'elasticsearch',
    method: 'PUT',
    path: 'camunda_zeebe_records_backup',
    status: 503,
  });
  const { status, body } = await api.start('prod');
  expect(status).toBe(202);
  const held = ({ steps }: Run) =>
    steps.some(({ name, state }) => name === 'snapshot-records' && state === 'running');
  const run = await api.until('prod', body.backupId, held);
  expect(await world.phases('old')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  return run;
}

async function names(): Promise<string[]> {
  return (await api.read('cluster.list')).items.map(({ name }) => name);
}

interface Report {
  process: string;
  at: string;
  fingerprint: string;
  held: string[];
}

/** The newest of each app: one that was killed left its last one behind. */
async function reports(): Promise<Report[]> {
  const all = Object.values(await redis.hgetall('{holdfast}:processes')).map(
    (text) => JSON.parse(text) as Report,
  );
  const newest = new Map<string, Report>();
  for (const report of all.sort((one, two) => Date.parse(one.at) - Date.parse(two.at)))
    newest.set(report.process.split('@')[0] ?? '', report);
  return [...newest.values()];
}

/** Waits until every process works by the file that is there now. @param held what each of them keeps as it was */
async function taken(held: string[]): Promise<void> {
  const { fingerprint } = parseConfig(readFileSync(apps.configPath, 'utf8'), {});
  await until(
    reports,
    (all) =>
      all.length === ALL_APPS.length &&
      all.every((each) => each.fingerprint === fingerprint && each.held.join() === held.join()),
  );
}

/** Changes the file under a run. */
async function change(...clusters: object[]): Promise<void> {
  apps.rewrite(config(...clusters));
  await taken(['prod']);
}

const setId = (id: number) => new RegExp(`(^|\\D)${id}(\\D|$)`);
async function callsAbout(place: 'old' | 'new', id: number): Promise<number> {
  return (await world.effects(place)).filter(isCall).filter((call) => setId(id).test(JSON.stringify(call)))
    .length;
}

describe('other addresses, inside the pause of a run', () => {
  it('are not those of the run, which completes where it began; the next run uses them', async () => {
    const run = await heldInPause();
    await change(at('new', { pauseBudget: '90s' }));
    await world.clearFaults('old');
    const ended = await api.done('prod', run.setId);
    expect(ended).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(await world.phases('old')).toEqual(['EXPORTING', 'EXPORTING']);
    expect(await callsAbout('new', run.setId)).toBe(0);
    await taken([]);
    const next = await api.done('prod', (await api.start('prod')).body.backupId);
    expect(next).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(await callsAbout('new', next.setId)).toBeGreaterThan(0);
    expect(await callsAbout('old', next.setId)).toBe(0);
  });

  it('are not those of a run whose worker is killed; the run ends as failed, and exports where it was paused', async () => {
    const run = await heldInPause();
    await change(at('new'));
    // It has the new file only, and the step of the old cluster is in its queue.
    await apps.stop('worker-records', 'SIGKILL');
    await apps.start('worker-records');
    await world.clearFaults('old');
    const ended = await api.done('prod', run.setId);
    expect(ended).toMatchObject({
      outcome: 'failed',
      exporting: 'running',
      failure: { code: 'worker-away' },
    });
    expect(await world.phases('old')).toEqual(['EXPORTING', 'EXPORTING']);
    expect(await callsAbout('new', run.setId)).toBe(0);
  });

  it('do not matter when the worker that resumes is killed: the coordinator does it where it was paused', async () => {
    const run = await heldInPause();
    await change(at('new'));
    await apps.stop('worker-zeebe', 'SIGKILL');
    await apps.start('worker-zeebe');
    await world.clearFaults('old');
    const ended = await api.done('prod', run.setId);
    expect(ended).toMatchObject({ outcome: 'failed', exporting: 'running' });
    expect(await world.phases('old')).toEqual(['EXPORTING', 'EXPORTING']);
    expect(await callsAbout('new', run.setId)).toBe(0);
  });
});

describe('a cluster that is removed, inside the pause of a run', () => {
  it('stays until the run has completed and exporting runs, and is gone then', async () => {
    const run = await heldInPause();
    await change();
    expect(await names()).toEqual(['other', 'prod']);
    expect((await api.start('prod')).status).not.toBe(202);
    await world.clearFaults('old');
    await until(
      () => world.phases('old'),
      (phases) => phases.every((phase) => phase === 'EXPORTING'),
    );
    await until(names, (found) => found.join() === 'other');
    expect(await redis.get('{holdfast:prod}:pause-intent')).toBeNull();
    expect(await redis.hget(`{holdfast:prod}:run:${run.number}`, 'outcome')).toBe('completed');
    // It comes back, with its history.
    apps.rewrite(config(at('old')));
    await until(names, (found) => found.join() === 'other,prod');
    expect((await api.run('prod', run.setId)).outcome).toBe('completed');
  });

  it('is resumed by the guards, too, when every worker is killed', async () => {
    const run = await heldInPause();
    await change();
    await Promise.all(WORKERS.map((app) => apps.stop(app, 'SIGKILL')));
    await until(
      () => world.phases('old'),
      (phases) => phases.every((phase) => phase === 'EXPORTING'),
    );
    await until(names, (found) => found.join() === 'other');
    expect(await redis.hget(`{holdfast:prod}:run:${run.number}`, 'outcome')).toBe('failed');
    await Promise.all(WORKERS.map((app) => apps.start(app)));
  });
});

describe('a cluster that is removed while every process is down', () => {
  it('is reported as long as exporting may be paused there, and its run continues when it is back', async () => {
    const run = await heldInPause();
    await Promise.all(ALL_APPS.map((app) => apps.stop(app, 'SIGKILL')));
    apps.rewrite(config());
    await Promise.all(WORKERS.map((app) => apps.start(app)));
    api = new Api(await apps.start('coordinator'));
    const findings = async (): Promise<DoctorCheck[]> =>
      (await api.read('doctor.examine')).checks.filter(({ message }) =>
        message.includes('"prod" is not configured here'),
      );
    await until(findings, (found) => found.some(({ status }) => status === 'critical'));
    await until(
      async () => (await api.read('alert.list')).items,
      (items) => items.some(({ kind, cluster }) => kind === 'configuration-refused' && cluster === 'other'),
    );
    expect(await world.phases('old')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    await world.clearFaults('old');
    apps.rewrite(config(at('old')));
    const ended = await api.done('prod', run.setId);
    expect(ended.exporting).toBe('running');
    expect(await world.phases('old')).toEqual(['EXPORTING', 'EXPORTING']);
  });
});

describe('a process that refuses the file', () => {
  it('is named by the doctor of any coordinator', async () => {
    apps.rewrite('clusters: [');
    const findings = async (): Promise<DoctorCheck[]> =>
      (await api.read('doctor.examine')).checks.filter(({ name }) => name === 'configuration');
    const isNamed = (app: string, { status, message }: DoctorCheck): boolean =>
      status === 'critical' && message.startsWith(`${app}@`) && message.includes('not valid YAML');
    await until(findings, (found) => ALL_APPS.every((app) => found.some((each) => isNamed(app, each))));
  });
});
