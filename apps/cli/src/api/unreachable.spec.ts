import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { answering, call } from '../cli.spec-support.ts';
import { unreachable } from './unreachable.ts';

const { fetch } = globalThis;
let server: Server | undefined;
afterEach(() => {
  globalThis.fetch = fetch;
  server?.close();
  server?.closeAllConnections();
});

/** Another program, not Holdfast. */
async function another(status: number, body: string): Promise<string> {
  server = createServer((_, answer) =>
    answer.writeHead(status, { 'content-type': 'application/json' }).end(body),
  );
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what is not Holdfast', () => {
  it.each([
    ['an answer of another program', 404, '{"error":"no such thing"}', /another program answers there/],
    ['a problem document of another program', 404, JSON.stringify(aProblem()), /another program answers/],
    ['a proxy that cannot reach it', 502, 'bad gateway', /a proxy before Holdfast may not reach it/],
  ])('is %s: it says so, and ends with 1 and not with "not found"', async (_, status, body, words) => {
    const place = await another(status, body);
    const { code, err } = await call(`--url http://${place} clusters`);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(words) });
    expect(err).toContain(`HTTP ${status} from http://${place}`);
  });

  it('is a port without TLS, asked for https', async () => {
    const place = await another(200, '{}');
    const { code, err } = await call(`--url https://${place} clusters`);
    expect(code).toBe(1);
    expect(err).toMatch(/does not speak TLS \(ERR_SSL_\w+\): write http:\/\//);
  });

  it('is a port where nothing listens', async () => {
    const place = await another(200, '{}');
    await new Promise((resolve) => server?.close(resolve));
    const { code, err } = await call(`--url http://${place} clusters`);
    expect(code).toBe(1);
    expect(err).toContain(`Holdfast does not answer at http://${place} (ECONNREFUSED).`);
  });

  it.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name/],
    ['CERT_HAS_EXPIRED', /not valid at this time/],
  ])('differs from a certificate that is refused (%s)', (code, words) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error('tls'), { code }) });
    expect(unreachable('https://backup.example', error).message).toMatch(words);
  });
});

function aProblem(type = 'about:blank') {
  return { type, title: 'There is no such cluster', status: 404, detail: 'No cluster "dmo" is configured.' };
}

describe('a problem of Holdfast', () => {
  const answer = (kind: string, status: number) =>
    Response.json({ ...aProblem(`urn:holdfast:problem:${kind}`), status }, { status });

  it('says once what is wrong', async () => {
    answering(answer('unknown-cluster', 404));
    const { code, err } = await call('backup show dmo 1');
    expect({ code, err }).toEqual({ code: 6, err: 'No cluster "dmo" is configured.\n' });
  });

  it('keeps its title where the detail alone does not say it', async () => {
    answering(answer('invalid-request', 400));
    const { err } = await call('backup show dmo 1');
    expect(err).toMatch(/^There is no such cluster\. No cluster/);
  });
});
