import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { StepFailure } from '#domain';
import { EngineSnapshotStore, type SearchOptions } from './snapshot-store.ts';
import {
  engineError,
  failureDetail,
  serve,
  type Engine,
  type EngineAnswer,
} from './engine-answers.spec-support.ts';

const info = {
  name: 'node-1',
  cluster_name: 'x',
  cluster_uuid: 'pX2VNgAMZ5lVh3WFDk4xKQ',
  version: { number: '8.16.1', build_flavor: 'default' },
  tagline: 'You Know, for Search',
};

describe('EngineSnapshotStore over a bad connection', () => {
  let engine: Engine;
  let store: EngineSnapshotStore;

  async function connect(answer: EngineAnswer, options: Partial<SearchOptions> = {}): Promise<void> {
    engine = await serve({ 'GET /': answer, 'GET /es/': answer });
    store = new EngineSnapshotStore({
      engine: 'elasticsearch',
      url: engine.url,
      timeoutMs: 2000,
      ...options,
    });
  }

  afterEach(async () => {
    await store.close();
    await engine.close();
  });

  it('keeps the path prefix of its address and says who asks', async () => {
    await connect({ body: info });
    await store.close();
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: `${engine.url}/es/` });
    await expect(store.ping({ caller: 'run-1' })).resolves.toEqual({
      version: '8.16.1',
      distribution: 'elasticsearch',
      uuid: 'pX2VNgAMZ5lVh3WFDk4xKQ',
      clockSkewMs: null,
    });
    expect(engine.asked[0]).toMatchObject({
      call: 'GET /es/',
      headers: { 'x-opaque-id': 'run-1', 'user-agent': 'run-1' },
    });
  });

  it('asks an older version again without the parameters that it does not know, and no more from then on', async () => {
    const refused = engineError(
      400,
      'illegal_argument_exception',
      'request [/_snapshot/camunda/*] contains unrecognized parameter: [index_names] -> did you mean [index_details]?',
    );
    engine = await serve({ 'GET /_snapshot/camunda/*': [refused, { body: { snapshots: [] } }] });
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
    await expect(store.names('camunda')).resolves.toEqual([]);
    await expect(store.names('camunda')).resolves.toEqual([]);
    expect(engine.asked.map(({ query }) => query.get('index_names'))).toEqual(['false', null, null]);
    expect(engine.asked.map(({ query }) => query.get('verbose'))).toEqual(['false', 'false', 'false']);
  });

  it('asks what it is when an answer does not name the product, and takes its word', async () => {
    const bare: EngineAnswer = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"acknowledged":true}');
    };
    engine = await serve({ 'DELETE /_snapshot/camunda/x': bare, 'GET /': { body: info } });
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
    await store.delete('camunda', 'x');
    expect(engine.asked.map(({ call }) => call)).toEqual(['DELETE /_snapshot/camunda/x', 'GET /']);
  });

  it('does not do without a parameter that matters', async () => {
    const refused = engineError(
      400,
      'illegal_argument_exception',
      'request [/_snapshot/camunda/*] contains unrecognized parameters: [index_names], [verbose] -> did you mean [x]?',
    );
    engine = await serve({ 'GET /_snapshot/camunda/*': refused });
    store = new EngineSnapshotStore({ engine: 'elasticsearch', url: engine.url });
    await expect(failureDetail(store.names('camunda'))).resolves.toMatchObject({ code: 'refused' });
    expect(engine.asked).toHaveLength(1);
  });

  it('has no id of a cluster that has no master yet, or does not say', async () => {
    await connect({ body: { ...info, cluster_uuid: '_na_' } });
    expect((await store.ping()).uuid).toBeNull();
    await store.close();
    await engine.close();
    await connect({ body: { ...info, cluster_uuid: undefined } });
    expect((await store.ping()).uuid).toBeNull();
  });

  it('measures the clock where the answer has a date', async () => {
    await connect({ body: info, headers: { date: new Date(Date.now() + 600_000).toUTCString() } });
    const { clockSkewMs } = await store.ping();
    expect(Math.abs((clockSkewMs ?? 0) - 600_000)).toBeLessThan(2_000);
  });

  it('refuses OpenSearch by its missing product header, with the field and what it found', async () => {
    const version = { distribution: 'opensearch', number: '2.19.6' };
    await connect((response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ version })),
    );
    const failure = await failureDetail(store.ping());
    expect(failure).toMatchObject({ code: 'refused', retryable: false });
    expect(failure.message).toContain(
      'is OpenSearch 2.19.6, and records.engine says elasticsearch. Set records.engine',
    );
  });

  it('fails in time when nothing comes, when only the headers come, and when the body trickles in without end', async () => {
    const head = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
    const hangs: EngineAnswer[] = [
      () => undefined,
      (response) => response.writeHead(200, head).flushHeaders(),
      (response) => {
        response.writeHead(200, head);
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    ];
    for (const hang of hangs) {
      await connect(hang);
      const error: unknown = await store.ping({ timeoutMs: 150 }).catch((each: unknown) => each);
      expect(error).toMatchObject({ unreached: { trouble: 'silent' } });
      const failure = await failureDetail(Promise.reject(error as Error));
      expect(failure).toMatchObject({ code: 'unreachable', retryable: true });
      expect(failure.message).toContain('within 150 ms');
      await store.close();
      await engine.close();
    }
  });

  it('gives a call the time that it was given, where that is longer than usual', async () => {
    const head = { 'content-type': 'application/json', 'x-elastic-product': 'Elasticsearch' };
    const body = { version: { number: '8.16.1' } };
    await connect(
      (response) => {
        // The client looks at its own time-outs about once a second.
        setTimeout(() => response.writeHead(200, head).end(JSON.stringify(body)), 2_500);
      },
      { timeoutMs: 200 },
    );
    await expect(store.ping({ timeoutMs: 60_000 })).resolves.toMatchObject({ version: '8.16.1' });
  });

  it.each<[string, string, EngineAnswer]>([
    ['the connection is reset', 'unreachable', (response) => response.socket?.resetAndDestroy()],
    ['the JSON is cut off', 'unexpected-answer', { body: '{"name":"node-1","vers' }],
  ])('fails transiently when %s', async (_, code, answer) => {
    await connect(answer);
    await expect(failureDetail(store.ping())).resolves.toMatchObject({
      code,
      retryable: true,
      component: 'records',
    });
    expect(engine.asked).toHaveLength(1);
  });

  it('ends with the reason of the caller when the caller gives up', async () => {
    await connect(() => undefined);
    const cancelled = StepFailure.permanent('cancelled', 'The run was cancelled.');
    await expect(store.ping({ signal: AbortSignal.abort(cancelled) })).rejects.toBe(cancelled);
  });

  it('sends the credentials of its address and never shows them', async () => {
    await connect({
      status: 401,
      body: { error: { type: 'security_exception', reason: 'unable to authenticate user' }, status: 401 },
    });
    await store.close();
    store = new EngineSnapshotStore({
      engine: 'elasticsearch',
      url: engine.url.replace('//', '//elastic:s3cr%40t@'),
    });
    const refused: unknown = await store.ping().catch((error: unknown) => error);
    const basic = `Basic ${Buffer.from('elastic:s3cr@t').toString('base64')}`;
    expect(engine.asked[0]!.headers.authorization).toBe(basic);
    await engine.close();
    const unreachable: unknown = await store.ping().catch((error: unknown) => error);
    for (const error of [refused, unreachable]) {
      expect(error).toBeInstanceOf(StepFailure);
      expect(inspect(error, { depth: 10 })).not.toMatch(/s3cr|Basic|elastic:/);
    }
  });

  it('refuses an address that is no URL without repeating it', async () => {
    await connect({ body: info });
    expect(() => new EngineSnapshotStore({ engine: 'elasticsearch', url: 'elastic:pass@es:9200' })).toThrow(
      'The address of the record store is not an http(s) URL.',
    );
  });
});
