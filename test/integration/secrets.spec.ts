import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { newToken } from '#config';
import { Api, textOf } from '../support/api.ts';
import { Browser } from '../support/browser.ts';
import { CliProcess } from '../support/cli.ts';
import { ClusterApi } from '../support/cluster-api.ts';
import { GuardedCluster } from '../support/guarded-cluster.ts';
import { ALL_APPS } from '../support/holdfast.ts';
import { CLIENT, OpenIdServer } from '../support/openid-provider.ts';
import { Operator } from '../support/operator.ts';
import { freePort } from '../support/ports.ts';
import { dumpOf } from '../support/redis-dump.ts';
import { aToken } from '../support/tokens.ts';
import { World } from '../support/world.ts';

/** In every credential that we make up ourselves. */
const MARK = 'S3CR3T';
const SECRETS = {
  redis: `${MARK}-of-redis/@`,
  board: `${MARK}-of-bull-board`,
  basic: `${MARK}-of-zeebe`,
  bearer: `${MARK}-of-operate`,
  oauth: `${MARK}-of-oauth`,
};

const operator = new Operator();
const [viewer, admin] = [aToken('watcher', 'viewer'), aToken('root', 'admin')];
const unknownToken = newToken();
let guarded: GuardedCluster;
let provider: OpenIdServer;
let world: World;
let api: Api;
/** Every head and body that Holdfast answered to us. */
const answers: string[] = [];
const browser = new Browser();

beforeAll(async () => {
  guarded = await GuardedCluster.create(SECRETS);
  provider = await OpenIdServer.create();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  await provider.serve(publicUrl);
  const grants = [{ claim: 'groups', value: 'ops', role: 'admin' }];
  const oidc = {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    publicUrl,
    grants,
  };
  world = await World.create(['a'], {
    standalone: false,
    redisPassword: SECRETS.redis,
    cluster: (name, urls) => guarded.config(name, urls),
    restore: (name, controlUrl) => operator.commands(name, controlUrl),
    environment: { HOLDFAST_LOG_LEVEL: 'trace' },
    config: {
      http: { port },
      bullBoard: { password: SECRETS.board },
      notifications: [
        {
          name: 'ops',
          webhook: {
            url: `http://127.0.0.1:9/${MARK}-of-hook`,
            headers: { Authorization: `Bearer ${MARK}-of-header` },
          },
        },
        { name: 'chat', slack: { url: `http://127.0.0.1:9/${MARK}-of-slack` } },
        {
          name: 'mail',
          email: {
            smtp: `smtp://u:${MARK}-of-mail@127.0.0.1:9`,
            from: 'a@example.com',
            to: ['b@example.com'],
          },
        },
        {
          name: 'ping',
          heartbeat: { url: `http://127.0.0.1:9/${MARK}-of-ping`, when: 'alive', every: '1s' },
        },
      ],
      access: {
        ...{ tokens: [viewer.entry, admin.entry], oidc },
        rateLimit: { requestsPerMinute: 100_000, failedLoginsPerMinute: 1_000 },
      },
    },
  });
  for (const app of ALL_APPS) await world.holdfast.start(app);
  api = new Api(publicUrl, admin.token);
});
afterAll(async () => {
  await world.close();
  await provider.stop();
  await guarded.close();
  operator.close();
});

/** One request whose answer is looked into, too. */
async function ask(
  path: string,
  init: RequestInit = {},
  token: string | null = admin.token,
): Promise<number> {
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(`${api.address}${path}`, { ...init, headers });
  answers.push(JSON.stringify([...response.headers]), await textOf(response, path));
  return response.status;
}

/** Every page that can be read, with numbers that are there. */
async function readEverything(ids: Record<string, number>): Promise<number> {
  const { body } = await api.call<{ paths: Record<string, Record<string, unknown>> }>('/api/openapi.json');
  const paths = Object.entries(body.paths).filter(([, methods]) => 'get' in methods);
  for (const [path] of paths) {
    const kind = /\/(backups|restores|deletions)\//.exec(path)?.[1] ?? '';
    const url = path.replace('{cluster}', 'a').replace('{id}', String(ids[kind] ?? 1));
    expect([200, 204, 404]).toContain(await ask(url));
  }
  for (const path of ['/admin/queues/api/queues', '/api/openapi.json', '/api/docs']) await ask(path);
  return paths.length;
}

function forbidden(): string[] {
  const session = browser.jarOf(api.address).get('holdfast_session') ?? 'no session was made';
  const redis = [SECRETS.redis, encodeURIComponent(SECRETS.redis)];
  const board = Buffer.from(`admin:${SECRETS.board}`).toString('base64');
  const own = [viewer.token, admin.token, unknownToken, CLIENT.secret, board, session];
  return [MARK, ...redis, ...own, ...guarded.secretsSoFar()];
}

/** Which of the secrets a text holds; the names of the secrets themselves are not repeated. */
function leaksOf(text: string): number[] {
  return forbidden().flatMap((secret, index) => (text.includes(secret) ? [index] : []));
}

describe('after backups, failures, restores and logins of every kind', () => {
  let backupId: number;
  beforeAll(async () => {
    const cluster = new ClusterApi(api, 'a');
    backupId = (await cluster.backUp()).backupId;
    const path = `/api/v1/clusters/a/backups/${backupId}`;
    expect(await ask(`${path}/verify`, { method: 'POST' })).toBe(200);
    await world.fault('a', { kind: 'zeebePartitionFails', partitionId: 1 });
    const failed = await api.start('a');
    expect((await api.done('a', failed.body.backupId)).outcome).toBe('failed');
    await world.clearFaults('a');
    guarded.tokens.broken = { status: 401, body: JSON.stringify({ error: SECRETS.oauth }) };
    guarded.tokens.revokeAll();
    const rejected = await api.start('a');
    expect((await api.done('a', rejected.body.backupId)).outcome).toBe('rejected');
    guarded.tokens.broken = null;
    const { restoreId } = await cluster.planned(backupId);
    // Those who are refused show something, too.
    await ask('/api/v1/me', {}, unknownToken);
    await ask('/api/v1/audit', {}, viewer.token);
    const wrong = Buffer.from(`admin:${SECRETS.board}`).toString('base64');
    expect(await ask('/admin/queues', { headers: { authorization: `Basic ${wrong}` } }, null)).toBe(200);
    provider.account = { sub: '1', preferred_username: 'erika', groups: ['ops'] };
    expect((await browser.visit(`${api.address}/auth/login`)).status).toBe(200);
    expect((await browser.ask(`${api.address}/api/v1/me`)).status).toBe(200);
    const login = { method: 'POST', headers: { 'content-type': 'application/json' } };
    await ask('/api/v1/session', { ...login, body: JSON.stringify({ token: unknownToken }) }, null);
    await ask('/api/v1/session', { ...login, body: JSON.stringify({ token: admin.token, more: 1 }) }, null);
    const environment = { HOLDFAST_TOKEN: admin.token };
    const words = ['backup', 'create', 'a', '--wait'];
    const followed = await new CliProcess(api.address, words, environment).ended;
    expect(followed.code).toBe(0);
    const refused = await new CliProcess(api.address, ['whoami'], { HOLDFAST_TOKEN: unknownToken }).ended;
    expect(refused.code).toBe(12);
    answers.push(followed.out, followed.err, refused.out, refused.err);
    const read = await readEverything({ backups: failed.body.backupId, restores: restoreId });
    expect(read).toBeGreaterThan(10);
  });

  it('no log of any process has a secret', () => {
    const logs = ALL_APPS.map((app) => world.holdfast.log(app));
    expect(logs.filter((log) => log.length > 0)).toHaveLength(ALL_APPS.length);
    expect(logs[0]).toContain('root (admin): backup.create a');
    expect(leaksOf(logs.join('\n'))).toEqual([]);
  });

  it('no answer of the API, no journal and no output of the command line has one', () => {
    expect(answers.join('\n')).toContain(String(backupId));
    expect(answers.join('\n')).toContain('run-finished');
    expect(leaksOf(answers.join('\n'))).toEqual([]);
  });

  it('no file of a support bundle has one', async () => {
    const headers = { authorization: `Bearer ${admin.token}` };
    const response = await fetch(`${api.address}/api/v1/support-bundle`, { headers });
    expect(response.status).toBe(200);
    const bundle = gunzipSync(Buffer.from(await response.arrayBuffer())).toString('latin1');
    for (const part of [
      'config.json',
      'doctor.json',
      'log.jsonl',
      'queues/zeebe.json',
      'answers/zeebe-backups.json',
    ])
      expect(bundle).toContain(part);
    expect(bundle).toContain(String(backupId));
    expect(bundle).not.toContain('could not be read: ');
    expect(leaksOf(bundle)).toEqual([]);
  });

  it('no export of the history has one', async () => {
    const headers = { authorization: `Bearer ${admin.token}` };
    const response = await fetch(`${api.address}/api/v1/runs/export`, { headers });
    expect(response.status).toBe(200);
    const text = await response.text();
    const outcomes = text.split('\n').flatMap((line) => /"outcome":"\w+"/.exec(line)?.[0] ?? []);
    expect(new Set(outcomes)).toEqual(
      new Set(['completed', 'failed', 'rejected'].map((outcome) => `"outcome":"${outcome}"`)),
    );
    expect(leaksOf(text)).toEqual([]);
    // What was masked would show here: the records themselves have none.
    expect(text).not.toContain('[secret]');
  });

  it('nothing in Redis has one: records, journals, jobs, audit, sessions', async () => {
    const dump = await dumpOf(world.redis.url);
    for (const part of [
      'journal',
      'audit',
      'session',
      'plan',
      'run:',
      '{holdfast}:finalize:',
      '{holdfast}:notifications:',
    ])
      expect(dump).toContain(part);
    expect(dump).toContain(String(backupId));
    expect(leaksOf(dump)).toEqual([]);
  });

  it('no file of a process has one, except the configuration', () => {
    const directory = dirname(world.holdfast.configPath);
    const files = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile() && file.name !== 'holdfast.yaml')
      .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
    expect(leaksOf(files.join('\n'))).toEqual([]);
    // The looking itself finds what is there.
    expect(leaksOf(readFileSync(world.holdfast.configPath, 'utf8')).length).toBeGreaterThan(4);
  });
});
