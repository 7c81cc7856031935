import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { ANSWER_BOUNDS, Authorization, boundedFetch } from '#http';
import { ManagementClient } from '#camunda';
import { Secret } from '#config';
import { StepFailure } from '#domain';
import { createSearchStores, type SearchStores } from '#search';
import { HoldfastHttp } from '../../apps/cli/src/api/http.ts';
import { API_BOUNDS } from '../../apps/cli/src/api/bounded-body.ts';
import { OpenIdProvider } from '../../apps/coordinator/src/access/oidc/openid-provider.ts';
import { HOSTILE, HostileServer, REDIRECTS } from '../support/hostile-server.ts';

/** Every client gets this time for a whole call (ms). */
const DEADLINE = 700;
/** What lies in the buffers of two sockets and a parser, on top of what a client reads. */
const IN_FLIGHT = 16 * 1024 * 1024;

let server: HostileServer;
let elsewhere: HostileServer;
let stores: SearchStores;
beforeEach(async () => {
  server = await HostileServer.start();
  elsewhere = await HostileServer.start();
  const auth = { basic: { username: 'holdfast', password: new Secret('s3cret') } };
  stores = createSearchStores({ engine: 'elasticsearch', url: server.url, auth, timeoutMs: DEADLINE });
});
afterEach(async () => {
  await Promise.all([server.close(), elsewhere.close()]);
});

const permit = () => undefined;

/** The name of what each client fails with (any, where it is empty), and the most that it reads of one answer. */
interface Client {
  ask: () => Promise<unknown>;
  fails: string;
  bytes: number;
}

const failing = (fails: Client['fails'], bytes: number, ask: Client['ask']): Client => ({
  ask,
  fails,
  bytes,
});
const step = (ask: Client['ask']) => failing('StepFailure', ANSWER_BOUNDS.bytes, ask);
const oauth = () => ({
  tokenUrl: `${server.url}/token`,
  clientId: 'holdfast',
  clientSecret: new Secret('s3cret'),
});
const management = () =>
  new ManagementClient({
    component: 'operate',
    baseUrl: server.url,
    authorization: new Authorization({ auth: { bearer: { token: new Secret('t0ken') } } }),
    timeoutMs: DEADLINE,
  });
const cli = () =>
  new HoldfastHttp(server.url, () => 'hf_token', { ...API_BOUNDS, bytes: 1024 * 1024, wholeMs: DEADLINE });

const CLIENTS: Record<string, Client> = {
  'Elasticsearch, reading': step(() => stores.records.ping()),
  'Elasticsearch, listing': step(() => stores.records.list('camunda')),
  'Elasticsearch, deleting': step(() => stores.records.delete('camunda', 'a', { permit })),
  'Elasticsearch, taking a snapshot': step(() =>
    stores.records.create({ repository: 'r', snapshot: 's', indices: ['a'], metadata: {} }, { permit }),
  ),
  'Elasticsearch, deleting indices': step(() => stores.restores.deleteIndices(['a'], { permit })),
  'an OAuth endpoint': failing('TokenFailure', 1024 * 1024, () =>
    new Authorization({ auth: { oauth: oauth() } }, DEADLINE).header(),
  ),
  'an OpenID provider': failing('', 1024 * 1024, () =>
    boundedFetch(server.url, { signal: AbortSignal.timeout(DEADLINE) }).then(async (answer) => {
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      await answer.json();
      throw new Error('a document of another form');
    }),
  ),
  'Holdfast itself, asked by the command line': failing('ProblemAnswer', 1024 * 1024, () =>
    cli().ask(z.strictObject({ name: z.string() }), { address: '/api/v1/me' }),
  ),
};

const errorOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (answer: unknown) => ({ resolved: answer }),
    (error: unknown) => error,
  );

describe.each(Object.entries(CLIENTS))('%s', (_, { ask, fails, bytes }) => {
  it.each(Object.entries(HOSTILE))('ends, and reads no more than it may, at %s', async (_, answer) => {
    server.answer = answer;
    const error = await errorOf(ask());
    expect((error as Error).name).toContain(fails);
    expect((error as Error).message).not.toMatch(/Cannot read|is not a function|call stack|s3cret/);
    expect(await server.bytesTaken()).toBeLessThan(server.asked.length * (bytes + IN_FLIGHT));
  });

  it.each(REDIRECTS)('does not follow HTTP %i, and does not take it for success', async (status) => {
    server.redirect(status, elsewhere);
    const error = await errorOf(ask());
    expect((error as Error).name).toContain(fails);
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('Elasticsearch', () => {
  const CALLS: Record<string, () => Promise<unknown>> = {
    ping: () => stores.records.ping(),
    repositories: () => stores.records.repositories(),
    verifyRepository: () => stores.records.verifyRepository('r'),
    countIndices: () => stores.records.countIndices('a*'),
    runningSnapshots: () => stores.records.runningSnapshots(),
    create: () => stores.records.create({ repository: 'r', snapshot: 's', indices: ['a'], metadata: {} }),
    look: () => stores.records.look('r', 's'),
    list: () => stores.records.list('r'),
    names: () => stores.records.names('r'),
    verifySnapshot: () => stores.records.verifySnapshot('r', 's'),
    delete: () => stores.records.delete('r', 's'),
    indices: () => stores.restores.indices(['a*']),
    deleteIndices: () => stores.restores.deleteIndices(['a']),
    restore: () => stores.restores.restore({ repository: 'r', snapshot: 's' }),
    rehearse: () => stores.restores.rehearse({ repository: 'r', snapshot: 's', index: 'a', as: 'b' }),
    holders: () => stores.restores.holders(['a']),
    settings: () => stores.restores.settings(),
    limits: () => stores.restores.limits(),
    lifecycles: () => stores.restores.lifecycles(['a']),
    recovery: () => stores.restores.recovery(['a']),
    templates: () => stores.restores.templates(['a']),
    exported: () => stores.positions.exported('zeebe-record'),
    imported: () => stores.positions.imported('operate'),
  };

  /** JSON with the words of real answers in wrong places. */
  const words = [
    'snapshots',
    'indices',
    'shards',
    'nodes',
    'version',
    'hits',
    'aggregations',
    'next',
    'state',
  ];
  const odd = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, '', 'SUCCESS', [], {}),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...words, 'r', 's', 'a', '__proto__'), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

  it.each(Object.entries(CALLS))('%s understands an odd 200, or says that it does not', async (_, ask) => {
    await fc.assert(
      fc.asyncProperty(odd, async (body) => {
        server.answer = (response) =>
          response
            .writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
            .end(JSON.stringify(body));
        const outcome = await errorOf(ask());
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(StepFailure);
      }),
      { numRuns: 60 },
    );
  });

  it.each(Object.entries(CALLS))(
    '%s takes nothing from an answer that reaches a prototype',
    async (_, ask) => {
      for (const body of ['{"__proto__":[]}', '{"constructor":{"prototype":{}}}']) {
        server.answer = (response) =>
          response
            .writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
            .end(body);
        const error = await errorOf(ask());
        expect(error).toBeInstanceOf(StepFailure);
        expect((error as StepFailure).detail).toMatchObject({ code: 'unexpected-answer' });
      }
    },
  );

  it('does not read pages without an end', async () => {
    const page = { snapshots: [{ snapshot: 'a', uuid: 'b' }], next: 'bW9yZQ==' };
    server.answer = (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
        .end(JSON.stringify(page));
    const error = await errorOf(stores.records.list('camunda'));
    expect((error as StepFailure).detail).toMatchObject({ code: 'unexpected-answer' });
    expect(server.asked).toHaveLength(200);
  });

  it('counts only an acknowledged deletion as a deletion', async () => {
    for (const body of ['', 'null', '{}', '{"acknowledged":false}', '<html></html>', '[]']) {
      server.answer = (response) =>
        response
          .writeHead(200, { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' })
          .end(body);
      expect(await errorOf(stores.records.delete('camunda', 'a'))).toBeInstanceOf(StepFailure);
    }
  });

  it('is named by its size, its compression and its redirect', async () => {
    const message = async () => String(await errorOf(stores.records.ping()));
    server.answer = HOSTILE['a length of 400 MB'];
    expect(await message()).toContain('answered with more than 20 MiB');
    server.answer = HOSTILE['a gzip bomb'];
    expect(await message()).toContain('compressed, which was not asked for');
    server.answer = HOSTILE['200,000 levels'];
    expect(await message()).toContain('nested deeper than 100 levels');
    server.redirect(307, elsewhere);
    expect(await message()).toContain('Redirects are not followed');
  });
});

describe('a management API', () => {
  // Every status is an answer here, which the clients on top judge; a redirect is one, too.
  it.each(Object.entries(HOSTILE))('ends, and is read no further than it may, at %s', async (_, answer) => {
    server.answer = answer;
    const outcome = await errorOf(management().post('/actuator/backups', { backupId: 1 }, { permit }));
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(StepFailure);
    else expect(outcome).toHaveProperty('resolved.status', expect.not.stringMatching(/^2/));
    expect(await server.bytesTaken()).toBeLessThan(ANSWER_BOUNDS.bytes + IN_FLIGHT);
  });

  it.each(REDIRECTS)('is not followed to where HTTP %i points', async (status) => {
    server.redirect(status, elsewhere);
    expect(await errorOf(management().get('/actuator/backups'))).toHaveProperty('resolved.status', status);
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('an OpenID provider', () => {
  const provider = () => {
    const oidc = {
      issuer: server.url,
      clientId: 'holdfast',
      clientSecret: new Secret('s3cret'),
      publicUrl: 'http://127.0.0.1:1',
      scopes: ['openid'],
      grants: [],
      label: 'x',
    };
    return { oidc, provider: new OpenIdProvider({ access: { oidc } } as never) };
  };

  it.each(['a text without an end', 'a gzip bomb', '200,000 levels and 200', 'two million values'] as const)(
    'is not believed with %s',
    async (hostile) => {
      server.answer = HOSTILE[hostile];
      const { oidc, provider: asked } = provider();
      expect(await errorOf(asked.begin(oidc as never))).toBeInstanceOf(Error);
      expect(await server.bytesTaken()).toBeLessThan(1024 * 1024 + IN_FLIGHT);
    },
  );

  it('is not followed elsewhere', async () => {
    server.redirect(302, elsewhere);
    const { oidc, provider: asked } = provider();
    expect(await errorOf(asked.begin(oidc as never))).toBeInstanceOf(Error);
    expect(elsewhere.asked).toEqual([]);
  });
});
