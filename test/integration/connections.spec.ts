import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../support/certificates.ts';
import { GuardedProxy } from '../support/guarded-proxy.ts';
import { TokenEndpoint } from '../support/token-endpoint.ts';
import { isCall, World } from '../support/world.ts';

const SECRETS = { basic: 'pa:ss wörd', bearer: 'bearer-of-operate', oauth: 'secret-of-the-client' };

let authority: CertificateAuthority;
let tokens: TokenEndpoint;
const proxies: Record<string, GuardedProxy> = {};
let world: World;

const basicHeader = `Basic ${Buffer.from(`zeebe-user:${SECRETS.basic}`).toString('base64')}`;

/** Each component behind another kind of login, and under a path of its own. */
async function guarded(urls: Urls): Promise<Record<string, unknown>> {
  const server = authority.issue('IP:127.0.0.1');
  const client = authority.issue('DNS:holdfast');
  const tls = { ca: authority.ca };
  const oauth = { tokenUrl: tokens.url, clientId: 'holdfast', clientSecret: SECRETS.oauth };
  const byToken = (authorization: string | undefined) => tokens.admits(authorization);
  const brokers = Object.fromEntries(urls.brokers.map((url, index) => [`/broker-${index}/base`, url]));
  proxies['zeebe'] = await GuardedProxy.start({
    server,
    behind: { '/gateway': urls.zeebe, ...brokers },
    admits: (authorization) => authorization === basicHeader,
  });
  proxies['operate'] = await GuardedProxy.start({
    server,
    behind: { '/operate': urls.operate },
    admits: (authorization) => authorization === `Bearer ${SECRETS.bearer}`,
  });
  proxies['tasklist'] = await GuardedProxy.start({
    ...{ server, behind: { '/apps/tasklist': urls.tasklist }, admits: byToken },
  });
  proxies['optimize'] = await GuardedProxy.start({
    server: authority.issue('DNS:optimize.internal'),
    clientCa: authority.ca,
    behind: { '/optimize': urls.optimize },
  });
  proxies['records'] = await GuardedProxy.start({
    server,
    behind: { '/es': urls.elasticsearch },
    admits: byToken,
  });
  const at = (name: string, path: string): string => proxies[name]?.url(path) ?? '';
  return {
    name: 'a',
    version: '8.6',
    zeebe: {
      management: at('zeebe', '/gateway/'),
      brokers: Object.keys(brokers).map((path) => at('zeebe', path)),
      ...{ tls, auth: { basic: { username: 'zeebe-user', password: SECRETS.basic } } },
    },
    operate: { management: at('operate', '/operate'), tls, auth: { bearer: { token: SECRETS.bearer } } },
    tasklist: {
      ...{ management: at('tasklist', '/apps/tasklist/'), tls },
      auth: { oauth: { ...oauth, audience: 'tasklist-api' } },
    },
    optimize: {
      management: at('optimize', '/optimize'),
      tls: { ...tls, ...client, servername: 'optimize.internal' },
    },
    records: {
      ...{ engine: 'elasticsearch', url: at('records', '/es'), repository: 'camunda', tls },
      auth: { oauth: { ...oauth, scope: 'snapshots' } },
    },
    pauseBudget: '60s',
  };
}

type Urls = NonNullable<World['simulator']['clusters'][string]>;

beforeAll(async () => {
  authority = new CertificateAuthority();
  tokens = await TokenEndpoint.start({ id: 'holdfast', secret: SECRETS.oauth });
  world = await World.create(['a'], {
    cluster: (_, urls) => guarded(urls),
    environment: { HOLDFAST_LOG_LEVEL: 'trace' },
  });
}, 60_000);
afterAll(async () => {
  await world.close();
  await Promise.all(Object.values(proxies).map((proxy) => proxy.close()));
  await tokens.close();
  authority.remove();
});

describe('a cluster behind TLS, logins and context paths', () => {
  it('is backed up, with every component asked through its guard', async () => {
    const { body } = await world.api.start('a');
    const run = await world.api.done('a', body.backupId);
    expect(run.failure).toBeNull();
    expect(run.outcome).toBe('completed');
    for (const [name, proxy] of Object.entries(proxies)) {
      const writes = proxy.asked.filter(({ call }) => /^(POST|PUT) /.test(call) && !call.endsWith('_verify'));
      expect([name, writes.length]).not.toEqual([name, 0]);
      expect(proxy.asked.filter(({ status }) => status === 401)).toEqual([]);
    }
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    expect(tokens.asked.map((form) => form.get('audience') ?? form.get('scope')).sort()).toEqual([
      'snapshots',
      'tasklist-api',
    ]);
  }, 60_000);

  it('is backed up with tokens that end within seconds, and with some that are revoked on the way', async () => {
    tokens.lifeSeconds = 1;
    tokens.revokeAll();
    const before = tokens.given.length;
    const { body } = await world.api.start('a');
    await world.api.until('a', body.backupId, ({ phase }) => phase === 'running');
    tokens.revokeAll();
    const run = await world.api.done('a', body.backupId);
    expect(run.failure).toBeNull();
    expect(run.outcome).toBe('completed');
    expect(tokens.given.length - before).toBeGreaterThan(2);
    const refused = [...(proxies['tasklist']?.asked ?? []), ...(proxies['records']?.asked ?? [])].filter(
      ({ status }) => status === 401,
    );
    expect(refused.length).toBeGreaterThan(0);
    const triggered = (await world.effects('a'))
      .filter(isCall)
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/actuator/backups'))
      .map(({ component, requestBody }) => `${component} ${JSON.stringify(requestBody)}`);
    expect(new Set(triggered).size).toBe(triggered.length);
    tokens.lifeSeconds = 300;
  }, 60_000);

  it('is not touched while no token can be had, and the run says which endpoint it was', async () => {
    tokens.broken = { status: 503, body: 'down' };
    tokens.revokeAll();
    const { body } = await world.api.start('a');
    const run = await world.api.done('a', body.backupId);
    tokens.broken = null;
    expect(run.outcome).toBe('rejected');
    const said = run.checks.filter(({ ok }) => !ok).map(({ message }) => message);
    expect(said.join('\n')).toContain(`the token endpoint ${tokens.url} answered HTTP 503`);
  }, 60_000);

  it('shows no secret in the log or an answer', async () => {
    const { body } = await world.api.call('/api/v1/clusters/a/backups');
    const said = world.holdfast.log('standalone') + JSON.stringify(body);
    const basic = basicHeader.replace('Basic ', '');
    for (const secret of [...Object.values(SECRETS), basic, ...tokens.given, 'PRIVATE KEY'])
      expect(said).not.toContain(secret);
  });
});
