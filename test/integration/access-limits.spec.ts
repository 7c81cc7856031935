import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import type { Problem } from '#contracts';
import { newToken } from '#config';
import { HoldfastProcesses } from '../support/holdfast.ts';
import { aToken } from '../support/tokens.ts';
import { World } from '../support/world.ts';

/** fetch does not let a caller choose the Host header. */
function statusFor(address: string, path: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${address}${path}`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.once('error', reject);
    asked.end();
  });
}

const basic = (user: string, password: string) => ({
  headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
});

describe('a caller that comes too often', () => {
  const [one, other] = [aToken('one', 'viewer'), aToken('other', 'viewer')];
  let world: World;
  beforeAll(async () => {
    world = await World.create(['a'], {
      config: {
        access: {
          tokens: [one.entry, other.entry],
          rateLimit: { requestsPerMinute: 20, failedLoginsPerMinute: 3 },
        },
      },
    });
  });
  afterAll(() => world.close());

  it('learns when to try again; it is counted by its token and not by its address', async () => {
    const statuses: number[] = [];
    for (let asked = 0; asked < 21; asked += 1)
      statuses.push((await world.api.as(one.token).call('/api/v1/me')).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    const answer = await world.api.as(one.token).call<Problem>('/api/v1/clusters');
    expect(answer.body.type).toBe('urn:holdfast:problem:rate-limited');
    const wait = Number(answer.headers.get('retry-after'));
    expect(wait >= 1 && wait <= 60).toBe(true);
    expect((await world.api.as(other.token).call('/api/v1/me')).status).toBe(200);
    for (let asked = 0; asked < 30; asked += 1)
      expect((await world.api.as(one.token).call('/health/live')).status).toBe(200);
  });

  it('with unknown tokens is stopped, and keeps no other caller out', async () => {
    const tries = [
      () => world.api.as(newToken()).call('/api/v1/me'),
      () => world.api.call('/api/docs', basic('x', newToken())),
      () => world.api.post('/api/v1/session', { token: newToken() }),
    ];
    for (const attempt of tries) expect((await attempt()).status).toBe(401);
    for (const attempt of tries) {
      const answer = await attempt();
      expect(answer.status).toBe(429);
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    }
    expect((await world.api.as(other.token).call('/api/v1/me')).status).toBe(200);
    expect((await world.api.post('/api/v1/session', { token: other.token })).status).toBe(200);
  });
});

describe('callers behind one address', () => {
  const one = aToken('one', 'viewer');
  const limits = { requestsPerMinute: 20, failedLoginsPerMinute: 3 };
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const worldWith = (trustedProxies: string[]) =>
    World.create(['a'], {
      config: { http: { port: 0, trustedProxies }, access: { tokens: [one.entry], rateLimit: limits } },
    });
  const statuses = async (world: World, init: RequestInit = {}) => {
    const seen: number[] = [];
    for (let asked = 0; asked < 25; asked += 1) seen.push((await world.api.call('/nothing', init)).status);
    return seen;
  };

  it('cannot use up the requests that a login needs', async () => {
    const world = await worldWith([]);
    try {
      expect((await statuses(world)).at(-1)).toBe(429);
      expect((await world.api.call('/')).status).not.toBe(429);
      expect((await world.api.call('/api/v1/login')).status).toBe(200);
      expect((await world.api.post('/api/v1/session', { token: one.token })).status).toBe(200);
    } finally {
      await world.close();
    }
  });

  it('are counted separately where the proxy in between is trusted, and only there', async () => {
    const world = await worldWith(['127.0.0.1']);
    try {
      expect((await statuses(world, from('192.0.2.1'))).at(-1)).toBe(429);
      expect((await world.api.call('/nothing', from('192.0.2.2'))).status).toBe(404);
    } finally {
      await world.close();
    }
    const open = await worldWith([]);
    try {
      expect((await statuses(open, from('192.0.2.1'))).at(-1)).toBe(429);
      expect((await open.api.call('/nothing', from('192.0.2.2'))).status).toBe(429);
    } finally {
      await open.close();
    }
  });
});

describe('a burst of guesses', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create(['a'], {
      config: {
        bullBoard: { password: 'of the board' },
        access: { tokens: [aToken('one', 'viewer').entry], rateLimit: { failedLoginsPerMinute: 10 } },
      },
    });
  });
  afterAll(() => world.close());

  it('gets no further than single guesses, also where a session must be looked up first', async () => {
    const guesses = Array.from({ length: 60 }, (_, place) =>
      world.api.call('/admin/queues/', {
        headers: {
          ...basic('admin', place === 25 ? 'of the board' : `wrong ${place}`).headers,
          cookie: 'holdfast_session=zz',
        },
      }),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    const letIn = statuses.filter((status) => status === 200).length;
    // The right guess may be among the first ten that arrive; after those it is refused, too.
    expect(statuses.filter((status) => status === 401).length + letIn).toBeLessThanOrEqual(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(
      60 - letIn - statuses.filter((status) => status === 401).length,
    );
  });
});

describe('what a browser must not do', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create(['a'], { config: { bullBoard: { password: 'of the board' } } });
  });
  afterAll(() => world.close());

  it('keep answers of the API, be sent here by another page, or load anything for Bull Board elsewhere', async () => {
    for (const path of ['/api/v1/me', '/api/v1/nothing', '/api/openapi.json'])
      expect((await world.api.call(path)).headers.get('cache-control')).toBe('no-store');
    const image = { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' } };
    expect((await world.api.call('/api/v1/doctor', image)).status).toBe(403);
    const { port } = new URL(world.address);
    expect(await statusFor(world.address, '/api/v1/me', `evil.example@localhost:${port}`)).toBe(403);
    const board = await world.api.call('/admin/queues/', basic('admin', 'of the board'));
    const policy = board.headers.get('content-security-policy') ?? '';
    expect(policy).not.toMatch(/https?:|\*/);
    expect(policy).toContain("font-src 'self' data:");
  });

  it('send control characters in labels, or lose a label without an error', async () => {
    const refused = async (body: string) => {
      const answer = await world.api.call<Problem>('/api/v1/clusters/a/backups', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(400);
      return answer.body.detail;
    };
    expect(await refused('{"labels":{"a":"\\u001b]0;x\\u0007"}}')).toContain(
      'labels.a must not have control',
    );
    expect(await refused('{"labels":{"a\\nb":"x"}}')).toContain('must not have control characters');
    expect(await refused('{"labels":{"a":"\\u202ex"}}')).toContain('change the direction');
    expect(await refused('{"labels":{"__proto__":"x"}}')).toContain('__proto__');
  });
});

describe('without tokens', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create(['a'], {
      config: {
        bullBoard: { password: 'of the board' },
        access: { rateLimit: { failedLoginsPerMinute: 5 } },
      },
    });
  });
  afterAll(() => world.close());

  it('every user of this machine may do everything, and the log says so', async () => {
    expect((await world.api.call('/api/v1/me')).body).toMatchObject({ name: 'anonymous', role: 'admin' });
    expect((await world.api.call('/api/v1/login')).body).toEqual({
      required: false,
      token: false,
      oidc: null,
    });
    expect((await world.api.call('/api/v1/audit')).status).toBe(200);
    expect((await world.api.post('/api/v1/session', { token: newToken() })).status).toBe(401);
    const warnings = world.holdfast
      .log('standalone')
      .split('\n')
      .filter((line) => line.includes('no access.tokens'));
    expect(warnings).toHaveLength(1);
  });

  it('it answers to the names of this machine only', async () => {
    const { port } = new URL(world.address);
    const me = (host: string) => statusFor(world.address, '/api/v1/me', host);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, 'LOCALHOST'])
      expect([host, await me(host)]).toEqual([host, 200]);
    for (const host of [
      'evil.example',
      `localhost.evil.example:${port}`,
      '10.0.0.1',
      '127.0.0.1.evil.example',
    ])
      expect([host, await me(host)]).toEqual([host, 403]);
    expect(await statusFor(world.address, '/admin/queues', 'evil.example')).toBe(403);
    expect(await statusFor(world.address, '/health/live', 'evil.example')).toBe(200);
  });

  it('a page of another site changes nothing', async () => {
    const forged = { method: 'POST', headers: { origin: 'http://evil.example' } };
    expect((await world.api.call('/api/v1/clusters/a/backups', forged)).status).toBe(403);
  });

  it('Bull Board has its own password, and being here is not enough', async () => {
    expect((await world.api.call('/admin/queues')).status).toBe(401);
    expect((await world.api.call('/ADMIN/queues')).status).toBe(401);
    expect((await world.api.call('/admin/queues', basic('admin', 'wrong'))).status).toBe(401);
    expect((await world.api.call('/admin/queues', basic('admin', 'of the board'))).status).toBe(200);
    expect((await world.api.call('/admin/queues/api/queues', basic('admin', 'of the board'))).status).toBe(
      200,
    );
  });

  it('a caller that guesses at that password does not learn when the guess is right', async () => {
    const guess = (password: string) => world.api.call('/admin/queues', basic('admin', password));
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await guess(`wrong ${tries}`)).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await guess('of the board')).status).toBe(429);
    expect((await world.api.call('/api/v1/me')).status).toBe(200);
  });

  it('it does not start where others could reach it', async () => {
    const open = new HoldfastProcesses(world.redis.url, {
      http: { host: '0.0.0.0', port: 0 },
      clusters: [
        {
          name: 'a',
          zeebe: { management: 'http://127.0.0.1:1' },
          records: { engine: 'elasticsearch', url: 'http://127.0.0.1:1', repository: 'camunda' },
        },
      ],
    });
    await expect(open.start('coordinator')).rejects.toThrow(
      /ended with code 2[^]*http\.host: "0\.0\.0\.0" would let every caller in: .*`holdfast token create`/,
    );
    await open.stopAll();
  });
});
