import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditListSchema, meSchema, type AuditEntry, type Problem } from '#contracts';
import { newToken } from '#config';
import type { Api } from '../support/api.ts';
import { until } from '../support/cluster-api.ts';
import { aToken } from '../support/tokens.ts';
import { World } from '../support/world.ts';

const TOKENS = {
  viewer: aToken('watcher', 'viewer'),
  operator: aToken('ci', 'operator'),
  admin: aToken('root', 'admin'),
  ofA: aToken('admin-of-a', 'admin', { clusters: ['a'] }),
  expired: aToken('former', 'admin', { expires: '2020-01-01T00:00:00Z' }),
};
type Who = keyof typeof TOKENS;

let world: World;
beforeAll(async () => {
  const tokens = Object.values(TOKENS).map(({ entry }) => entry);
  world = await World.create(['a', 'b'], {
    config: { access: { tokens, rateLimit: { requestsPerMinute: 100_000, failedLoginsPerMinute: 1_000 } } },
  });
});
afterAll(() => world.close());

const as = (who: Who): Api => world.api.as(TOKENS[who].token);

interface Operation {
  'x-role'?: string;
  'x-action'?: string;
  responses: object;
  security?: object[];
}
interface Route {
  method: string;
  path: string;
  operation: Operation;
}

/** Every route, as the API describes itself. */
async function routes(): Promise<Route[]> {
  const { body } = await as('viewer').call<{ paths: Record<string, Record<string, Operation>> }>(
    '/api/openapi.json',
  );
  return Object.entries(body.paths)
    .filter(([path]) => path.startsWith('/api/v1'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        operation,
      })),
    );
}

/** A request that changes nothing for any caller: the body is wrong, and there is no such number. */
function ask(api: Api, { method, path }: Route, cluster: string) {
  const body = method === 'POST' ? { body: '{"nonsense":1}' } : {};
  const url = path.replace('{cluster}', cluster).replace(/\{\w+\}/g, '4242');
  return api.call<Problem>(url, { method, headers: { 'content-type': 'application/json' }, ...body });
}

const kindOf = ({ body }: { body: Problem }): string => body.type.replace('urn:holdfast:problem:', '');

describe('every route', () => {
  let guarded: Route[];
  beforeAll(async () => {
    guarded = (await routes()).filter(({ operation }) => operation['x-role'] !== undefined);
    expect(guarded.length).toBeGreaterThan(20);
  });

  it('has a role, but for those that log in and out', async () => {
    const open = (await routes()).filter(({ operation }) => operation['x-role'] === undefined);
    expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
      'DELETE /api/v1/session',
      'GET /api/v1/login',
      'POST /api/v1/session',
    ]);
  });

  it('says so in OpenAPI', () => {
    for (const { operation } of guarded) {
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['401', '403', '429']));
      expect(operation.security).toEqual(expect.arrayContaining([{ token: [] }]));
    }
  });

  it('refuses no token, a wrong one and an expired one', async () => {
    for (const route of guarded) {
      for (const api of [world.api, world.api.as(newToken()), as('expired')]) {
        const answer = await ask(api, route, 'a');
        expect([route, answer.status, kindOf(answer)]).toEqual([route, 401, 'unauthenticated']);
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
      }
    }
  });

  it('refuses a role that is too low and accepts one that is enough', async () => {
    const lower: Record<string, Who[]> = { viewer: [], operator: ['viewer'], admin: ['viewer', 'operator'] };
    for (const route of guarded) {
      const role = route.operation['x-role'] as Who;
      for (const who of lower[role] ?? []) {
        const answer = await ask(as(who), route, 'a');
        expect([route, answer.status, kindOf(answer)]).toEqual([route, 403, 'not-allowed']);
        expect(answer.body.detail).toContain(`needs the role ${role}`);
      }
      expect([401, 403, 429, 500]).not.toContain((await ask(as(role), route, 'a')).status);
    }
  });

  it('shows a cluster that may not be seen as one that does not exist', async () => {
    for (const route of guarded.filter(({ path }) => path.includes('{cluster}'))) {
      const [foreign, missing] = [await ask(as('ofA'), route, 'b'), await ask(as('ofA'), route, 'c')];
      expect([route, foreign.status, kindOf(foreign)]).toEqual([route, 404, 'unknown-cluster']);
      expect(foreign.body.detail.replace('"b"', '"c"')).toBe(missing.body.detail);
      expect(missing.body.detail).toMatch(/Known: a\.$/);
    }
  });
});

describe('before a route is chosen', () => {
  it('the body of an unknown caller is not read', async () => {
    const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' };
    expect((await world.api.call('/api/v1/clusters/a/backups', broken)).status).toBe(401);
    expect((await world.api.call('/api/v1/nothing')).status).toBe(401);
    expect((await as('viewer').call('/api/v1/nothing')).status).toBe(404);
    expect((await world.api.call('/API/V1/Clusters/')).status).toBe(401);
  });

  it('health is open, and so is the way to log in', async () => {
    for (const path of ['/health/live', '/health/ready', '/api/v1/login'])
      expect((await world.api.call(path)).status).toBe(200);
  });

  it('a request from another site changes nothing, also with a valid token', async () => {
    const sites: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of sites) {
      const answer = await as('admin').call<Problem>('/api/v1/clusters/a/backups', {
        method: 'POST',
        headers,
      });
      expect([answer.status, kindOf(answer)]).toEqual([403, 'cross-site']);
    }
    const own = { method: 'POST', headers: { origin: world.address } };
    expect((await as('admin').call('/api/v1/clusters/a/backups/4242/cancel', own)).status).toBe(404);
  });
});

describe('a caller', () => {
  it('learns who they are', async () => {
    expect(meSchema.parse((await as('ofA').call('/api/v1/me')).body)).toEqual({
      ...{ name: 'admin-of-a', role: 'admin', clusters: ['a'], via: 'token', expiresAt: null },
    });
  });

  it('sees only their clusters in lists', async () => {
    const { body } = await as('ofA').call<{ items: { name: string }[] }>('/api/v1/clusters');
    expect(body.items.map(({ name }) => name)).toEqual(['a']);
    const all = await as('viewer').call<{ items: { name: string }[] }>('/api/v1/clusters');
    expect(all.body.items.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('is named in the run that they asked for, and in its deletion', async () => {
    const { body } = await as('operator').start('a');
    expect(body.run?.origin).toEqual({ type: 'person', by: 'ci' });
    await as('viewer').done('a', body.backupId);
    const path = `/api/v1/clusters/a/backups/${body.backupId}`;
    const removed = await until(
      () => as('admin').call<{ origin: object }>(`${path}?force=true`, { method: 'DELETE' }),
      ({ status }) => status === 202,
    );
    expect(removed.body.origin).toEqual({ type: 'person', by: 'root' });
  });
});

describe('pages', () => {
  const basic = (user: string, password: string) => ({
    headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
  });

  it('with the documentation of Holdfast are for every caller: a runbook must open while no login works', async () => {
    expect((await world.api.call('/docs/runbooks/redis-unusable')).status).toBe(200);
  });

  it('with the API documentation are for every known caller, also by a password', async () => {
    for (const path of ['/api/docs', '/api/openapi.json']) {
      const answer = await world.api.call(path);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
        401,
        expect.stringMatching(/^Basic/),
      ]);
      expect((await world.api.call(path, basic('anybody', TOKENS.viewer.token))).status).toBe(200);
    }
  });

  it('of the queues are for an admin of everything', async () => {
    const queues = '/admin/queues';
    expect((await world.api.call(queues)).status).toBe(401);
    expect((await world.api.call(queues, basic('x', newToken()))).status).toBe(401);
    expect((await as('operator').call(queues)).status).toBe(403);
    expect((await as('ofA').call(queues)).status).toBe(403);
    expect((await as('admin').call(queues)).status).toBe(200);
    expect((await world.api.call(queues, basic('x', TOKENS.admin.token))).status).toBe(200);
  });
});

describe('the audit trail', () => {
  const entries = async (who: Who, query = '?limit=100'): Promise<AuditEntry[]> =>
    auditListSchema.parse((await as(who).call(`/api/v1/audit${query}`)).body).items;

  it('has who did what, to which target, and what was refused', async () => {
    const started = await as('operator').start('b');
    await as('viewer').start('b');
    await world.api.call('/api/v1/clusters/b/backups');
    const all = await until(
      () => entries('admin'),
      (found) => found.filter(({ cluster }) => cluster === 'b').length >= 3,
    );
    const expected = (who: string, role: string | null, action: string, status: number) =>
      expect.objectContaining({ who, role, action, status, cluster: 'b', from: '127.0.0.1' }) as unknown;
    expect(all.slice(0, 3)).toEqual([
      expected('nobody', null, 'backup.list', 401),
      expected('watcher', 'viewer', 'backup.create', 403),
      expected('ci', 'operator', 'backup.create', 202),
    ]);
    expect(all[2]?.target).toBe(String(started.body.backupId));
    const log = world.holdfast.log('standalone');
    expect(log).toContain(`ci (operator): backup.create b ${started.body.backupId}: 202, from 127.0.0.1`);
    await as('viewer').done('b', started.body.backupId);
  });

  it('has pages, no successful reads, and for a caller with some clusters only those', async () => {
    const pages: AuditEntry[] = [];
    let next: string | null = '';
    while (next !== null) {
      const query: string = next === '' ? '?limit=7' : `?limit=7&cursor=${next}`;
      const page = auditListSchema.parse((await as('admin').call(`/api/v1/audit${query}`)).body);
      pages.push(...page.items);
      next = page.next;
    }
    expect(new Set(pages.map(({ id }) => id)).size).toBe(pages.length);
    expect(pages.filter(({ action, status }) => action === 'backup.list' && status === 200)).toEqual([]);
    const seen = await entries('ofA');
    expect(seen.length).toBeGreaterThan(10);
    expect(seen.every(({ cluster }) => cluster === 'a')).toBe(true);
  });

  it('delays no request while Redis is down', async () => {
    await world.redis.kill();
    expect((await as('viewer').start('a')).status).toBe(403);
    expect((await as('operator').start('a')).status).toBe(503);
    await world.redis.start();
    await world.api.ready();
    expect(world.holdfast.log('standalone')).toContain('the entry is only in this log');
    expect(world.holdfast.log('standalone')).toContain('watcher (viewer): backup.create a: 403');
  });

  it('holds no token, and neither does the log', async () => {
    const message = JSON.stringify(await entries('admin')) + world.holdfast.log('standalone');
    for (const { token } of Object.values(TOKENS)) expect(message).not.toContain(token);
    expect(message).toContain('access.tokens[4].expires: the token \\"former\\" expired on 2020-01-01');
  });
});
