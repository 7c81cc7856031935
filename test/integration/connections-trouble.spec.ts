import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { Authorization, type Connection } from '#http';
import { failureDetail } from '../support/failure-detail.ts';
import { createCamundaClients } from '#camunda';
import type { StepFailure } from '#domain';
import { EngineSnapshotStore } from '#search';
import { CertificateAuthority, contentOf, type Pair } from '../support/certificates.ts';
import { freePort } from '../support/ports.ts';
import { TokenEndpoint } from '../support/token-endpoint.ts';

let authority: CertificateAuthority;
let stranger: CertificateAuthority;
let here: Pair;
beforeAll(() => {
  authority = new CertificateAuthority();
  stranger = new CertificateAuthority('another authority');
  here = authority.issue('IP:127.0.0.1');
});
afterAll(() => {
  authority.remove();
  stranger.remove();
});

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** An https server that answers everything with one status. */
async function serve(pair: Pair, options: { clientCa?: string; status?: number } = {}): Promise<string> {
  const server = createServer(
    {
      ...contentOf(pair),
      ...(options.clientCa !== undefined && {
        ...{ ca: readFileSync(options.clientCa), requestCert: true, rejectUnauthorized: true },
      }),
    },
    (request, response) => {
      response
        .writeHead(options.status ?? 200, {
          'content-type': 'application/json',
          'x-elastic-product': 'Elasticsearch',
        })
        .end(request.url === '/' ? '{"version":{"number":"8.16.1"}}' : '[]');
    },
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const pem = (path: string): string => readFileSync(path, 'utf8');
const hidden = (text: string) => ({ reveal: () => text });
const clientPair = (pair: Pair) => ({ cert: pem(pair.cert), key: hidden(pem(pair.key)) });

/** The two clients that everything goes through. */
const CLIENTS: [string, (url: string, connection: Connection) => Promise<unknown>][] = [
  [
    'operate',
    (url, { auth, tls }) =>
      createCamundaClients({
        generation: '8.4',
        zeebe: { management: url },
        operate: { management: url, auth, tls },
      }).backups.operate!.list(),
  ],
  [
    'records',
    async (url, connection) => {
      const store = new EngineSnapshotStore({ engine: 'elasticsearch', url, ...connection });
      return store.ping().finally(() => store.close());
    },
  ],
];

describe.each(CLIENTS)('TLS of %s', (component, ask) => {
  it('is trusted by the authority of tls.ca, and by no other', async () => {
    const url = await serve(here);
    await expect(ask(url, { tls: { ca: pem(authority.ca) } })).resolves.toBeTruthy();
    for (const tls of [undefined, { ca: pem(stranger.ca) }]) {
      const failure = await failureDetail(ask(url, { tls }));
      expect(failure).toMatchObject({ code: 'refused', retryable: false, component });
      expect(failure.message).toMatch(/its certificate is not trusted\. Set tls\.ca/);
    }
  });

  it('is refused with another name, unless tls.servername says it', async () => {
    const url = await serve(authority.issue('DNS:operate.internal'));
    const ca = pem(authority.ca);
    const failure = await failureDetail(ask(url, { tls: { ca } }));
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toMatch(/for another name\. .*tls\.servername/);
    await expect(ask(url, { tls: { ca, servername: 'operate.internal' } })).resolves.toBeTruthy();
  });

  it('shows the client certificate that is asked for, and says when it is missing or wrong', async () => {
    const url = await serve(here, { clientCa: authority.ca });
    const ca = pem(authority.ca);
    const known = clientPair(authority.issue('DNS:holdfast'));
    await expect(ask(url, { tls: { ca, ...known } })).resolves.toBeTruthy();
    for (const tls of [{ ca }, { ca, ...clientPair(stranger.issue('DNS:holdfast')) }]) {
      const failure = await failureDetail(ask(url, { tls }));
      // This server may say what it wants, or close the connection without a word.
      expect(['refused', 'unreachable']).toContain(failure.code);
      expect(failure.message).toMatch(/wants a client certificate .*tls\.cert.*tls\.key/);
    }
  });

  it.each([401, 403])('a %i names the component and the key to look at', async (status) => {
    const url = await serve(here, { status });
    const auth = { basic: { username: 'me', password: hidden('s3cret') } };
    const failure = await failureDetail(ask(url, { auth, tls: { ca: pem(authority.ca) } }));
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toContain(`${component}.auth`);
    expect(failure.message).not.toContain('s3cret');
  });
});

describe.each(CLIENTS)('a login of %s by OAuth', (component, ask) => {
  const secret = 'secret-of-the-client';
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    endpoint = await TokenEndpoint.start({ id: 'holdfast', secret });
  });
  afterAll(() => endpoint.close());

  const oauth = (over: object = {}) => ({
    auth: { oauth: { tokenUrl: endpoint.url, clientId: 'holdfast', clientSecret: hidden(secret), ...over } },
    tls: { ca: pem(authority.ca) },
  });

  it('fails for good when the client is refused, with the message of the endpoint and without the secret', async () => {
    const url = await serve(here);
    const failure = await failureDetail(ask(url, oauth({ clientSecret: hidden('wr0ng-secret') })));
    expect(failure).toMatchObject({ code: 'refused', retryable: false, component });
    expect(failure.message).toBe(
      `${component}: the token endpoint ${endpoint.url} refused the client with HTTP 401: invalid_client. ` +
        'Check auth.oauth.clientId, clientSecret, audience and scope.',
    );
  });

  it('fails for now when the endpoint is down, and names it', async () => {
    const url = await serve(here);
    const tokenUrl = `http://127.0.0.1:${await freePort()}/token`;
    const error: unknown = await ask(url, oauth({ tokenUrl })).catch((reason: unknown) => reason);
    expect((error as StepFailure).detail).toMatchObject({ code: 'unreachable', retryable: true, component });
    expect((error as StepFailure).message).toContain(
      `the token endpoint ${tokenUrl} did not answer (ECONNREFUSED)`,
    );
    expect(inspect(error, { depth: 10 })).not.toContain(secret);
    endpoint.broken = { status: 200, body: `{"token":"${secret}"}` };
    const odd = await failureDetail(ask(url, oauth()));
    endpoint.broken = null;
    expect(odd).toMatchObject({ retryable: true });
    expect(odd.message).toMatch(/without an access token/);
  });

  it('fails for good when the endpoint is not trusted', async () => {
    const tokenUrl = `${await serve(stranger.issue('IP:127.0.0.1'))}/token`;
    const failure = await failureDetail(ask(await serve(here), oauth({ tokenUrl })));
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toMatch(/the token endpoint .* is not trusted\. Set tls\.ca/);
  });
});

describe('tokens by OAuth', () => {
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    endpoint = await TokenEndpoint.start({ id: 'holdfast', secret: 's' });
  });
  afterAll(() => endpoint.close());

  it('are requested once for all callers, kept until shortly before they expire, and renewed when refused', async () => {
    const clientSecret = hidden('s');
    const authorization = new Authorization({
      auth: {
        oauth: { tokenUrl: endpoint.url, clientId: 'holdfast', clientSecret, audience: 'api', scope: 'a b' },
      },
    });
    const first = await Promise.all([authorization.header(), authorization.header(), authorization.header()]);
    expect(new Set(first).size).toBe(1);
    expect(await authorization.header()).toBe(first[0]);
    expect(endpoint.asked.map((form) => Object.fromEntries(form))).toEqual([
      {
        ...{ grant_type: 'client_credentials', client_id: 'holdfast', client_secret: 's' },
        ...{ audience: 'api', scope: 'a b' },
      },
    ]);
    expect(authorization.renew(first[0] ?? null)).toBe(true);
    const second = await authorization.header();
    expect(second).not.toBe(first[0]);
    // One that was refused late must not cost the one that took its place.
    authorization.renew(first[0] ?? null);
    expect(await authorization.header()).toBe(second);
    endpoint.lifeSeconds = 0.001;
    authorization.renew(second);
    const brief = await authorization.header();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await authorization.header()).not.toBe(brief);
  });
});
