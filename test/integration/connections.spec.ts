import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GuardedCluster } from '../support/guarded-cluster.ts';
import { isCall, World } from '../support/world.ts';

let guarded: GuardedCluster;
let world: World;
beforeAll(async () => {
  guarded = await GuardedCluster.create({
    ...{ basic: 'pa:ss wörd', bearer: 'bearer-of-operate', oauth: 'secret-of-the-client' },
  });
  world = await World.create(['a'], {
    cluster: (name, urls) => guarded.config(name, urls),
    environment: { HOLDFAST_LOG_LEVEL: 'trace' },
  });
});
afterAll(async () => {
  await world.close();
  await guarded.close();
});

const asked = () => Object.entries(guarded.proxies);

describe('a cluster behind TLS, logins and context paths', () => {
  it('is backed up, with every component asked through its guard', async () => {
    const { body } = await world.api.start('a');
    const run = await world.api.done('a', body.backupId);
    expect(run.failure).toBeNull();
    expect(run.outcome).toBe('completed');
    for (const [name, proxy] of asked()) {
      const writes = proxy.asked.filter(
        ({ call }) => /^(POST|PUT) /.test(call) && !/_(verify|has_privileges)$/.test(call),
      );
      expect([name, writes.length]).not.toEqual([name, 0]);
      expect(proxy.asked.filter(({ status }) => status === 401)).toEqual([]);
    }
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    const forWhat = guarded.tokens.asked.map((form) => form.get('audience') ?? form.get('scope'));
    expect(forWhat.sort()).toEqual(['snapshots', 'tasklist-api']);
  });

  it('is backed up with tokens that end within seconds, and with some that are revoked on the way', async () => {
    const { tokens } = guarded;
    tokens.lifeSeconds = 1;
    tokens.revokeAll();
    const before = tokens.given.length;
    const { body } = await world.api.start('a');
    await world.api.until('a', body.backupId, ({ phase }) => phase === 'running');
    tokens.revokeAll();
    const run = await world.api.done('a', body.backupId);
    tokens.lifeSeconds = 300;
    expect(run.failure).toBeNull();
    expect(run.outcome).toBe('completed');
    expect(tokens.given.length - before).toBeGreaterThan(2);
    const refused = asked().flatMap(([, proxy]) => proxy.asked.filter(({ status }) => status === 401));
    expect(refused.length).toBeGreaterThan(0);
    const triggered = (await world.effects('a'))
      .filter(isCall)
      .filter(({ method, path }) => method === 'POST' && path.endsWith('/actuator/backups'))
      .map(({ component, requestBody }) => `${component} ${JSON.stringify(requestBody)}`);
    expect(new Set(triggered).size).toBe(triggered.length);
  });

  it('is not touched while no token can be obtained, and the run names the endpoint', async () => {
    const { tokens } = guarded;
    tokens.broken = { status: 503, body: 'down' };
    tokens.revokeAll();
    const { body } = await world.api.start('a');
    const run = await world.api.done('a', body.backupId);
    tokens.broken = null;
    expect(run.outcome).toBe('rejected');
    const message = run.checks.filter(({ ok }) => !ok).map(({ message }) => message);
    expect(message.join('\n')).toContain(`the token endpoint ${tokens.url} answered HTTP 503`);
  });

  it('resumes exporting by Zeebe alone, with the same login', async () => {
    await world.act('a', { action: 'pauseExporting', soft: true });
    const { code, message } = await world.command([
      'dist/apps/cli/src/main.js',
      'exporting',
      'ensure-running',
    ]);
    expect({ code, message }).toEqual({
      code: 0,
      // The reconciler may have been faster.
      message: expect.stringMatching(/a: exporting runs on every partition( again)?\n$/),
    });
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('shows no secret in the log or an answer', async () => {
    const { body } = await world.api.call('/api/v1/clusters/a/backups');
    const message = world.holdfast.log('standalone') + JSON.stringify(body);
    for (const secret of guarded.secretsSoFar()) expect(message).not.toContain(secret);
  });
});
