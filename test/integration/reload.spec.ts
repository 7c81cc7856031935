import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { Alert, DoctorCheck } from '#contracts';
import { Api } from '../support/api.ts';
import { until } from '../support/cluster-api.ts';
import { HoldfastProcesses } from '../support/holdfast.ts';
import { SchedulesApi } from '../support/schedules-api.ts';
import { aToken } from '../support/tokens.ts';
import { clusterConfig, World } from '../support/world.ts';

/** The file of a running Holdfast is changed. `a` is in it from the start, `b` is not. */
const [root, ci] = [aToken('root', 'admin'), aToken('ci', 'operator')];

let world: World;
let apps: HoldfastProcesses;
let api: Api;

const cluster = (name: string, more: object = {}) => ({
  ...clusterConfig(world.simulator, name, '60s'),
  ...more,
});
const YEARLY = { name: 'yearly', cron: '0 0 1 1 *' };

function config(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    http: { port: 0 },
    steps: { pollMin: '20ms', pollMax: '100ms' },
    access: { tokens: [root.entry, ci.entry], rateLimit: { requestsPerMinute: 100_000 } },
    clusters: [cluster('a', { schedules: [YEARLY] })],
    ...over,
  };
}

beforeAll(async () => {
  world = await World.create(['a', 'b'], { standalone: false });
  apps = new HoldfastProcesses(world.redis.url, config());
  api = new Api(await apps.start('standalone')).as(root.token);
});
afterAll(async () => {
  await apps.stopAll();
  await world.close();
});
/** Each spec leaves the file as it was, and waits until that is in force. */
afterEach(async () => {
  apps.rewrite(config());
  await until(clusters, (names) => names.join() === 'a');
  await until(findings, ([first]) => first?.status === 'ok');
});

async function clusters(): Promise<string[]> {
  const { items } = await api.read('cluster.list');
  return items.map(({ name }) => name);
}

async function findings(): Promise<DoctorCheck[]> {
  const { checks } = await api.read('doctor.examine');
  return checks.filter(({ name }) => name === 'configuration');
}

async function metric(line: RegExp): Promise<string | undefined> {
  const headers = { authorization: `Bearer ${root.token}` };
  const text = await (await fetch(`${api.address}/metrics`, { headers })).text();
  return text.split('\n').find((each) => line.test(each));
}

describe('a cluster that is added to the file', () => {
  it('is backed up without a restart; one that is removed is gone, with its series', async () => {
    expect((await api.start('b')).status).toBe(404);
    apps.rewrite(config({ clusters: [cluster('a'), cluster('b')] }));
    await until(clusters, (names) => names.join() === 'a,b');
    const { body } = await api.start('b');
    expect(await api.done('b', body.backupId)).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(await world.phases('b')).toEqual(['EXPORTING', 'EXPORTING']);
    // Its reconciler runs, and it has its metrics.
    await until(
      () => metric(/^holdfast_exporting_readable\{cluster="b"/),
      (line) => line?.endsWith(' 1') === true,
    );
    apps.rewrite(config());
    await until(clusters, (names) => names.join() === 'a');
    expect((await api.start('b')).status).toBe(404);
    await until(
      () => metric(/cluster="b"/),
      (line) => line === undefined,
    );
    expect(await metric(/^holdfast_exporting_readable\{cluster="a"/)).toBeDefined();
  });
});

describe('a schedule', () => {
  it('is added, starts its runs, changes, and is removed', async () => {
    const schedules = new SchedulesApi(api, 'a');
    const often = { name: 'often', cron: '* * * * * *' };
    apps.rewrite(config({ clusters: [cluster('a', { schedules: [YEARLY, often] })] }));
    const { backupId } = await schedules.slot('often', ({ outcome }) => outcome === 'completed');
    expect(backupId).not.toBeNull();
    apps.rewrite(
      config({ clusters: [cluster('a', { schedules: [YEARLY, { ...often, cron: '0 0 1 2 *' }] })] }),
    );
    await schedules.until('often', ({ nextAt }) => nextAt?.includes('-02-01T') === true);
    apps.rewrite(config());
    await until(
      () => schedules.list(),
      (all) => all.map(({ name }) => name).join() === 'yearly',
    );
    await until(
      () => metric(/schedule="often".*/),
      (line) => line === undefined || !line.startsWith('holdfast_schedule_'),
    );
  });
});

describe('a token that is removed', () => {
  it('is refused, its session is closed, and its event stream ends', async () => {
    const login = await fetch(`${api.address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: ci.token }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = (headers: Record<string, string>) => fetch(`${api.address}/api/v1/me`, { headers });
    expect((await me({ cookie })).status).toBe(200);
    const stream = await api.as(ci.token).open('/api/v1/overview/events');
    expect(stream.status).toBe(200);
    apps.rewrite(config({ access: { tokens: [root.entry], rateLimit: { requestsPerMinute: 100_000 } } }));
    for await (const chunk of stream.body ?? []) expect(chunk).toBeDefined();
    await until(
      async () => (await me({ authorization: `Bearer ${ci.token}` })).status,
      (status) => status === 401,
    );
    expect((await me({ cookie })).status).toBe(401);
    expect((await me({ authorization: `Bearer ${root.token}` })).status).toBe(200);
  });
});

describe('a file that cannot be used', () => {
  const broken = () => ({ ...config({ clusters: [cluster('a'), cluster('b', { pauseBudget: 'soon' })] }) });

  it('is refused whole and reported by doctor, metric, alert and log, until it is good', async () => {
    apps.rewrite(broken());
    const [finding] = await until(findings, ([first]) => first?.status === 'critical');
    expect(finding).toMatchObject({ message: expect.stringContaining('clusters[1].pauseBudget') });
    expect(finding?.remedy).toMatch(/Correct the file/);
    expect(await clusters()).toEqual(['a']);
    expect(await metric(/^holdfast_config_last_reload_successful /)).toMatch(/ 0$/);
    const alerts = async (): Promise<Alert[]> =>
      (await api.read('alert.list')).items.filter(({ kind }) => kind === 'configuration-refused');
    const [alert] = await until(alerts, (found) => found.length === 1);
    expect(alert).toMatchObject({ cluster: 'a', severity: 'warning' });
    // What is in force works as before.
    const { body } = await api.start('a');
    expect(await api.done('a', body.backupId)).toMatchObject({ outcome: 'completed' });
    const lines = apps.log('standalone').match(/refused whole/g);
    expect(lines).toHaveLength(1);
    apps.rewrite(config());
    await until(findings, ([first]) => first?.status === 'ok');
    await until(alerts, (found) => found.length === 0);
    expect(await metric(/^holdfast_config_last_reload_successful /)).toMatch(/ 1$/);
  });

  it('is one that changes what only a restart takes up', async () => {
    apps.rewrite(config({ http: { port: 1 }, clusters: [cluster('a'), cluster('b')] }));
    const [finding] = await until(findings, ([first]) => first?.status === 'critical');
    expect(finding?.message).toMatch(/http: cannot change in a running process/);
    expect(await clusters()).toEqual(['a']);
  });

  it('is one that is no longer there, until it is back', async () => {
    unlinkSync(apps.configPath);
    const [finding] = await until(findings, ([first]) => first?.status === 'critical');
    expect(finding?.message).toMatch(/cannot be read \(ENOENT\)/);
    expect(await clusters()).toEqual(['a']);
  });
});

describe('the ways in which a file changes', () => {
  it('are also SIGHUP, which looks at once', async () => {
    apps.rewrite(config({ clusters: [cluster('a'), cluster('b')] }));
    apps.signal('standalone', 'SIGHUP');
    await until(clusters, (names) => names.join() === 'a,b');
    expect(apps.log('standalone')).toMatch(/SIGHUP/);
  });

  it('are also the link that Kubernetes swaps behind a mount', async () => {
    const directory = join(dirname(apps.configPath), 'mount');
    const version = (name: string, content: Record<string, unknown>) => {
      mkdirSync(join(directory, name), { recursive: true });
      writeFileSync(join(directory, name, 'holdfast.yaml'), stringify(content));
      symlinkSync(name, join(directory, '..data_tmp'));
      renameSync(join(directory, '..data_tmp'), join(directory, '..data'));
    };
    version('..1', config());
    const link = `${apps.configPath}.link`;
    symlinkSync(join('mount', '..data', 'holdfast.yaml'), link);
    renameSync(link, apps.configPath);
    await sleep(100);
    expect(await clusters()).toEqual(['a']);
    version('..2', config({ clusters: [cluster('a'), cluster('b')] }));
    await until(clusters, (names) => names.join() === 'a,b');
  });

  it('are also a file that is written in pieces: what is half written is not judged for good', async () => {
    const text = stringify(config({ clusters: [cluster('a'), cluster('b')] }));
    for (let end = 0; end < text.length; end += 40) {
      writeFileSync(apps.configPath, text.slice(0, end));
      await sleep(20);
    }
    writeFileSync(apps.configPath, text);
    await until(clusters, (names) => names.join() === 'a,b');
    expect((await findings()).map(({ status }) => status)).toEqual(['ok']);
  });
});
