import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import { meSchema, type Me } from '#contracts';
import { newToken } from '#config';
import { Browser } from '../support/browser.ts';
import { CLIENT, OpenIdServer } from '../support/openid-provider.ts';
import { freePort } from '../support/ports.ts';
import { aToken } from '../support/tokens.ts';
import { World } from '../support/world.ts';

const operator = aToken('anna', 'operator', { clusters: ['a'] });
const brief = aToken('brief', 'viewer', { expires: new Date(Date.now() + 3_600_000).toISOString() });

let provider: OpenIdServer;
let world: World;
beforeAll(async () => {
  provider = await OpenIdServer.create();
  const port = await freePort();
  const grants = [
    { claim: 'groups', value: 'watchers', role: 'viewer' },
    { claim: 'groups', value: 'keepers-of-a', role: 'operator', clusters: ['a'] },
    { claim: 'groups', value: 'keepers-of-b', role: 'operator', clusters: ['b'] },
    { claim: 'email', value: 'root@example.com', role: 'admin' },
  ];
  const oidc = {
    ...{ issuer: provider.issuer, clientId: CLIENT.id, clientSecret: CLIENT.secret, grants },
    ...{ publicUrl: `http://127.0.0.1:${port}`, label: 'Example login' },
  };
  world = await World.create(['a', 'b'], {
    config: {
      http: { port },
      access: { tokens: [operator.entry, brief.entry], oidc, rateLimit: { failedLoginsPerMinute: 1_000 } },
    },
  });
});
afterAll(async () => {
  await world.close();
  await provider.stop();
});

let browser: Browser;
beforeEach(() => {
  browser = new Browser();
});

const at = (path: string): string => `${world.address}${path}`;
const login = (token: string, headers: Record<string, string> = {}) =>
  browser.ask(at('/api/v1/session'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });
const me = async (): Promise<Me | null> => {
  const response = await browser.ask(at('/api/v1/me'));
  return response.status === 200 ? meSchema.parse(await response.json()) : null;
};

describe('a session by token', () => {
  it('is a cookie that no script and no other site can use, with the rights of the token', async () => {
    const answer = await login(operator.token);
    expect(answer.status).toBe(200);
    expect(browser.given.join()).toMatch(
      /^holdfast_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(await me()).toMatchObject({ name: 'anna', role: 'operator', clusters: ['a'], via: 'session' });
    expect((await browser.ask(at('/api/v1/clusters/b/backups'))).status).toBe(404);
    expect((await browser.ask(at('/api/v1/audit'))).status).toBe(403);
    expect((await browser.ask(at('/api/docs'))).status).toBe(200);
  });

  it('is sent by https only where the browser came by https', async () => {
    const own = new URL(world.address).host;
    await login(operator.token, { origin: `https://${own}` });
    expect(browser.given.join()).toMatch(/; Secure/);
  });

  it('is refused for a token that is not known, and for a body that is not one', async () => {
    expect((await login(newToken())).status).toBe(401);
    expect((await login('')).status).toBe(400);
    expect(browser.given).toEqual([]);
    expect(await me()).toBeNull();
  });

  it('ends with the token at the latest, and at logout for good', async () => {
    await login(brief.token);
    const until = (await me())?.expiresAt;
    expect(until).toBe(brief.entry['expires']);
    const id = browser.jarOf(world.address).get('holdfast_session') ?? '';
    expect((await browser.ask(at('/api/v1/session'), { method: 'DELETE' })).status).toBe(204);
    expect(browser.jarOf(world.address).has('holdfast_session')).toBe(false);
    browser.jarOf(world.address).set('holdfast_session', id);
    expect(await me()).toBeNull();
  });

  it('is stored in Redis under a hash of its id, for at most 12 hours', async () => {
    await login(operator.token);
    const id = browser.jarOf(world.address).get('holdfast_session') ?? '';
    const redis = new Redis(world.redis.url);
    const keys = await redis.keys('*session*');
    const [values, times] = await Promise.all([
      redis.mget(keys),
      Promise.all(keys.map((key) => redis.pttl(key))),
    ]);
    redis.disconnect();
    expect(keys.join() + values.join()).not.toContain(id);
    expect(values.join()).not.toContain(operator.token);
    for (const time of times) expect(time > 0 && time <= 12 * 3_600_000).toBe(true);
  });

  it('cannot be made or changed by a process that can write to Redis', async () => {
    await login(operator.token);
    const id = browser.jarOf(world.address).get('holdfast_session') ?? '';
    const nameOf = (of: string): string =>
      `{holdfast}:session:${createHash('sha256').update(of).digest('hex')}`;
    const redis = new Redis(world.redis.url);
    const kept = (await redis.get(nameOf(id))) ?? '';
    const use = async (text: string, as = id): Promise<Me | null> => {
      await redis.set(nameOf(as), text, 'PX', 60_000);
      browser.jarOf(world.address).set('holdfast_session', as);
      return me();
    };
    try {
      const plain = kept.slice(kept.indexOf('.') + 1);
      expect(plain).not.toContain(operator.entry['hash']);
      const account = JSON.stringify({ until: Date.now() + 60_000, account: { name: 'x', claims: {} } });
      const seal = 'A'.repeat(43);
      expect(await use(plain)).toBeNull();
      expect(await use(`${seal}.${plain}`)).toBeNull();
      expect(await use(`${seal}.${account}`)).toBeNull();
      expect(await use(kept.replace(/"until":\d/, '"until":9'))).toBeNull();
      expect(await use(kept, 'another-id')).toBeNull();
      expect(await use('no session at all')).toBeNull();
      expect((await use(kept))?.name).toBe(operator.entry['name']);
    } finally {
      redis.disconnect();
    }
  });

  it('is refused to a page of another site', async () => {
    expect((await login(operator.token, { origin: 'https://evil.example' })).status).toBe(403);
    await login(operator.token);
    const forged = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await browser.ask(at('/api/v1/clusters/a/backups'), forged)).status).toBe(403);
  });
});

describe('login by the OpenID provider', () => {
  const logIn = (account: OpenIdServer['account']) => {
    provider.account = account;
    return browser.visit(at('/auth/login'));
  };

  it('is among the ways to log in', async () => {
    const { body } = await world.api.call('/api/v1/login');
    expect(body).toEqual({
      required: true,
      token: true,
      oidc: { label: 'Example login', url: '/auth/login' },
    });
  });

  it('says that the provider does not answer, and works as soon as it does', async () => {
    const away = await logIn({ sub: '17' });
    expect(away.status).toBe(503);
    expect(await away.text()).toContain(`The provider at ${provider.issuer} does not answer.`);
    await provider.serve(world.address);
    expect((await logIn({ sub: '17', groups: ['watchers'] })).status).toBe(200);
    expect(world.holdfast.log('standalone')).not.toContain(CLIENT.secret);
  });

  it('gives a session with the highest role that the claims earn, and its clusters', async () => {
    const groups = ['watchers', 'keepers-of-a', 'keepers-of-b', 'others'];
    const page = await logIn({ sub: '17', preferred_username: 'erika', groups });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('url=/');
    expect(await me()).toMatchObject({
      name: 'oidc:erika',
      role: 'operator',
      clusters: ['a', 'b'],
      via: 'session',
    });
    browser = new Browser();
    await logIn({ sub: '1', email: 'root@example.com', groups });
    expect(await me()).toMatchObject({ name: 'oidc:root@example.com', role: 'admin', clusters: null });
  });

  it('asks the provider with PKCE, state and nonce', async () => {
    const { searchParams } = new URL((await browser.ask(at('/auth/login'))).headers.get('location') ?? '');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(searchParams.get(name)).toMatch(/^[\w-]{40,}$/);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
  });

  it('names the account when nothing is granted to it', async () => {
    const page = await logIn({ sub: '5', preferred_username: '<i>max', groups: ['others'] });
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('You are logged in as &lt;i&gt;max');
    expect(await me()).toBeNull();
  });

  it('refuses a callback with another state, in another browser, or a second time', async () => {
    provider.account = { sub: '1', email: 'root@example.com' };
    const begin = await browser.ask(at('/auth/login'));
    let url = begin.headers.get('location') ?? '';
    while (!url.startsWith(at('/auth/callback')))
      url = new URL((await browser.ask(url)).headers.get('location') ?? '', url).href;
    expect((await new Browser().ask(url)).status).toBe(400);
    const forged = url.replace(/state=[^&]+/, 'state=forged');
    expect((await browser.ask(forged)).status).toBe(401);
    expect((await browser.ask(url)).status).toBe(400);
    expect(await me()).toBeNull();
  });

  it('is in the audit trail with the name of the account', async () => {
    await logIn({ sub: '1', email: 'root@example.com' });
    const audit = async () =>
      (await (await browser.ask(at('/api/v1/audit?limit=100'))).json()) as {
        items: { action: string; who: string; status: number }[];
      };
    const logins = (await audit()).items.filter(({ action }) => action === 'login');
    expect(logins).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ who: 'oidc:root@example.com', status: 200 }),
        expect.objectContaining({ who: 'nobody', status: 403 }),
        expect.objectContaining({ who: 'anna', status: 200 }),
        expect.objectContaining({ who: 'nobody', status: 401 }),
      ]),
    );
    expect((await audit()).items.map(({ action }) => action)).toContain('logout');
  });
});

describe('what a session was opened with', () => {
  it('is looked at every time: without the token or the grant it is over', async () => {
    await login(operator.token);
    const byProvider = new Browser();
    provider.account = { sub: '1', email: 'root@example.com' };
    await byProvider.visit(at('/auth/login'));
    expect((await byProvider.ask(at('/api/v1/audit'))).status).toBe(200);
    await world.holdfast.stop('standalone');
    const text = readFileSync(world.holdfast.configPath, 'utf8');
    writeFileSync(
      world.holdfast.configPath,
      text.replace(String(operator.entry['hash']), `sha256:${'0'.repeat(64)}`).replace('root@', 'other@'),
    );
    await world.holdfast.start('standalone');
    expect(await me()).toBeNull();
    expect((await byProvider.ask(at('/api/v1/me'))).status).toBe(401);
    await login(brief.token);
    expect(await me()).toMatchObject({ name: 'brief' });
  });
});
