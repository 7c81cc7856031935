import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StepFailure } from '#domain';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ManagementClient, type ManagementClientOptions } from './management-client.ts';
import { replay, type Recorded, type Replay } from './replay-server.spec-support.ts';

describe('ManagementClient', () => {
  let server: Replay;

  async function connect(
    answers: Record<string, Recorded>,
    options: Partial<ManagementClientOptions> = {},
  ): Promise<ManagementClient> {
    server = await replay(answers);
    return new ManagementClient({ component: 'operate', baseUrl: server.url, timeoutMs: 5000, ...options });
  }

  afterEach(async () => {
    await server.close();
  });

  it('keeps the context path of its address and ignores a trailing slash', async () => {
    await connect({});
    const client = new ManagementClient({ component: 'operate', baseUrl: `${server.url}/operate/` });
    await client.get('/actuator/info');
    expect(server.asked[0]!.call).toBe('GET /operate/actuator/info');
  });

  it('sends JSON, and who asks as the User-Agent', async () => {
    const client = await connect({});
    await client.post('/actuator/backups', { backupId: 17 }, { caller: 'holdfast/run-1\nforged: 1' });
    await client.delete('/actuator/backups/17');
    expect(server.asked[0]).toMatchObject({
      body: '{"backupId":17}',
      headers: { 'content-type': 'application/json', 'user-agent': 'holdfast/run-1?forged: 1' },
    });
    expect(server.asked[1]).toMatchObject({
      call: 'DELETE /actuator/backups/17',
      headers: { 'user-agent': 'holdfast' },
    });
  });

  it('gives every HTTP status back as an answer, with the clock of the component', async () => {
    const headers = { date: 'Mon, 23 Nov 2026 05:56:57 GMT', 'retry-after': '7' };
    const client = await connect({
      'GET /x': { status: 503, type: 'text/plain', body: 'starting', headers },
    });
    await expect(client.get('/x')).resolves.toMatchObject({
      status: 503,
      body: 'starting',
      text: 'starting',
      date: Date.parse('2026-11-23T05:56:57Z'),
      retryAfter: '7',
    });
  });

  it('reads JSON also where a proxy lost the content type, and nothing as null', async () => {
    const client = await connect({
      'GET /json': { type: 'text/plain', body: ' {"a":1}' },
      'GET /empty': { body: '' },
    });
    await expect(client.get('/json')).resolves.toMatchObject({ body: { a: 1 } });
    await expect(client.get('/empty')).resolves.toMatchObject({ body: null });
  });

  it('does not follow a redirect', async () => {
    const client = await connect({ 'GET /x': { status: 302, headers: { location: '/login' } } });
    await expect(client.get('/x')).resolves.toMatchObject({ status: 302 });
    expect(server.asked).toHaveLength(1);
  });

  it('uses no proxy from the environment', async () => {
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    try {
      const client = await connect({ 'GET /x': { body: [] } });
      await expect(client.get('/x')).resolves.toMatchObject({ status: 200 });
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });

  it('fails transiently when nothing listens', async () => {
    const client = await connect({});
    await server.close();
    const failure = await failureDetail(client.get('/actuator/info'));
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true, component: 'operate' });
    expect(failure.message).toContain(`GET ${server.url}/actuator/info failed: nothing listens there`);
    const error: unknown = await client.get('/actuator/info').catch((each: unknown) => each);
    expect(error).toMatchObject({ unreached: { address: new URL(server.url).host, trouble: 'refused' } });
  });

  it('fails transiently when the connection is reset', async () => {
    const client = await connect({ 'GET /x': (response) => response.socket?.resetAndDestroy() });
    await expect(failureDetail(client.get('/x'))).resolves.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
  });

  it('fails in time when a component takes the call and never answers (Tasklist without Elasticsearch)', async () => {
    const client = await connect({ 'GET /x': () => undefined }, { timeoutMs: 100 });
    const failure = await failureDetail(client.get('/x'));
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
    expect(failure.message).toContain('within 100 ms');
  });

  it('fails in time when only the headers come, and when the body trickles in without end', async () => {
    const trickle = (response: Parameters<Extract<Recorded, (...args: never[]) => void>>[0]) => {
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    };
    const client = await connect({
      'GET /headers': (response) => response.flushHeaders(),
      'GET /trickle': trickle,
    });
    for (const path of ['/headers', '/trickle']) {
      const failure = await failureDetail(client.get(path, { timeoutMs: 150 }));
      expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
      expect(failure.message).toContain('within 150 ms');
    }
  });

  it('fails transiently when the answer is cut off in the middle', async () => {
    const client = await connect({
      'GET /x': (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{"backupId":17,', () => response.destroy());
      },
    });
    await expect(failureDetail(client.get('/x'))).resolves.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
  });

  it('does not take truncated JSON of a success for an answer, but keeps the text of a refusal', async () => {
    const client = await connect({
      'GET /ok': { body: '[{"backupId":1' },
      'GET /no': { status: 400, body: '{"mess' },
    });
    await expect(failureDetail(client.get('/ok'))).resolves.toMatchObject({
      code: 'unexpected-answer',
      retryable: true,
    });
    await expect(client.get('/no')).resolves.toMatchObject({ status: 400, body: '{"mess' });
  });

  it('does not swallow an endless answer', async () => {
    const client = await connect({
      'GET /x': { type: 'text/plain', body: 'x'.repeat(20 * 1024 * 1024 + 1) },
    });
    // A busy machine takes its time to send that much.
    await expect(failureDetail(client.get('/x', { timeoutMs: 60_000 }))).resolves.toMatchObject({
      code: 'unexpected-answer',
      retryable: true,
    });
  }, 120_000);

  it('ends at once when the caller gives up, with the reason of the caller', async () => {
    const client = await connect({ 'GET /x': () => undefined });
    const cancelled = StepFailure.permanent('cancelled', 'The run was cancelled.');
    await expect(client.get('/x', { signal: AbortSignal.abort(cancelled) })).rejects.toBe(cancelled);
    const later = new AbortController();
    setTimeout(() => later.abort(), 50);
    await expect(failureDetail(client.get('/x', { signal: later.signal }))).resolves.toMatchObject({
      code: 'unreachable',
    });
  });

  it('sends the credentials of its address and never shows them', async () => {
    await connect({ 'GET /x': { status: 500, body: { message: 'cannot open https://me:s3cret@store/x' } } });
    const baseUrl = server.url.replace('//', '//user:p%40ss@');
    const client = new ManagementClient({ component: 'zeebe', baseUrl });
    await client.get('/x');
    expect(server.asked[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    );
    await server.close();
    const error: unknown = await client.get('/x').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(StepFailure);
    expect(inspect(error, { depth: 10 })).not.toMatch(/user:|p@ss|p%40ss|t0ken|Basic /);
  });

  it('refuses an address that is no URL without repeating it', async () => {
    await connect({});
    expect(() => new ManagementClient({ component: 'zeebe', baseUrl: 'user:pass@zeebe:9600' })).toThrow(
      'The management address of zeebe is not an http(s) URL.',
    );
  });

  it('names a broken TLS connection by its code', async () => {
    await connect({});
    const plain = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('not TLS', () => socket.destroy()));
    });
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
    const baseUrl = `https://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    const failure = await failureDetail(new ManagementClient({ component: 'zeebe', baseUrl }).get('/x'));
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
    await new Promise((resolve) => plain.close(resolve));
  });
});
