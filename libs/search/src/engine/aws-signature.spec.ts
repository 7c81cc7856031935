import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SigV4 } from '#http';
import { failureDetail } from './engine-answers.spec-support.ts';
import { EngineSnapshotStore } from './snapshot-store.ts';
import { signatureProblem, type Received } from './signature-check.spec-support.ts';

const KEY = 'AKIDEXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const hidden = (text: string) => ({ reveal: () => text });
const keys = { accessKeyId: KEY, secretAccessKey: hidden(SECRET) };

/** Answers as a managed OpenSearch: to valid signatures only. */
describe('a search engine that AWS runs', () => {
  let server: Server;
  let url: string;
  let received: (Received & { problem: string | null })[];
  let store: EngineSnapshotStore;
  const environment = { ...process.env };

  beforeEach(async () => {
    received = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method = '', url: address = '', headers } = request;
        const came = { method, url: address, headers, body };
        const problem = signatureProblem(came, (key) => (key === KEY ? SECRET : undefined));
        received.push({ ...came, problem });
        response.setHeader('content-type', 'application/json');
        if (problem !== null) response.writeHead(403).end(JSON.stringify({ message: problem }));
        else if (method === 'PUT') response.end('{"accepted":true}');
        else response.end('{"snapshots":[]}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await store.close();
    await new Promise((resolve) => server.close(resolve));
    process.env = { ...environment };
  });

  const connect = (sigv4: Partial<SigV4> = {}, address = url) => {
    const auth = { sigv4: { region: 'eu-central-1', service: 'es' as const, keys, ...sigv4 } };
    store = new EngineSnapshotStore({ engine: 'opensearch', url: address, auth });
    return store;
  };
  const problems = () => received.map(({ problem }) => problem);

  it('accepts what is asked, with wildcards, commas and parameters in the address', async () => {
    await connect().names('camunda');
    await connect().describe('camunda', ["it's(1)!", 'a+b', 'ü']);
    await connect({}, `${url}/pre fix/`).runningSnapshots();
    expect(problems()).toEqual([null, null, null]);
    expect(received[0]?.url).toMatch(
      /^\/_snapshot\/camunda\/%2A\?verbose=false&.*filter_path=snapshots\.snapshot%2C/,
    );
    expect(received[2]?.url).toMatch(/^\/pre%20fix\/_snapshot\/_status/);
  });

  it('accepts a snapshot, whose body is signed with it', async () => {
    const request = {
      repository: 'camunda',
      snapshot: 'x',
      indices: ['zeebe-record*'],
      metadata: { a: 'ü€😀' },
    };
    await connect({ service: 'aoss' }).create(request, {
      caller: 'backup 7 of prod',
      permit: () => undefined,
    });
    expect(problems()).toEqual([null]);
    expect(received[0]?.headers.authorization).toContain('/eu-central-1/aoss/aws4_request');
    // The check can fail: it is the body that was signed.
    const other = { ...received[0]!, body: received[0]!.body.replace('zeebe', 'other') };
    expect(signatureProblem(other, () => SECRET)).toBe('the body is another one');
    const moved = { ...received[0]!, url: received[0]!.url.replace('/x', '/y') };
    expect(signatureProblem(moved, () => SECRET)).toBe('the signature does not match');
  });

  it('is shown the token of temporary keys, which is signed as well', async () => {
    await connect({ keys: { ...keys, sessionToken: hidden('token-of-a-session') } }).names('camunda');
    expect(problems()).toEqual([null]);
    expect(received[0]?.headers['x-amz-security-token']).toBe('token-of-a-session');
    expect(received[0]?.headers.authorization).toContain('x-amz-security-token');
  });

  it('refuses another secret, and no message shows either', async () => {
    const other = { ...keys, secretAccessKey: hidden('not-the-secret-of-that-key') };
    const refused: unknown = await connect({ keys: other })
      .names('camunda')
      .catch((error: unknown) => error);
    expect(problems()).toEqual(['the signature does not match']);
    const detail = await failureDetail(Promise.reject(refused as Error));
    expect(detail).toMatchObject({ code: 'refused', retryable: false, status: 403 });
    expect(inspect(refused, { depth: 10 })).not.toMatch(/not-the-secret|Signature=|AKID/);
  });

  it('is shown the keys of the environment where the configuration has none', async () => {
    process.env['AWS_ACCESS_KEY_ID'] = KEY;
    process.env['AWS_SECRET_ACCESS_KEY'] = SECRET;
    await connect({ keys: undefined }).names('camunda');
    expect(problems()).toEqual([null]);
  });

  it('is asked nothing where the environment has no keys either', async () => {
    process.env = {
      ...Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('AWS_'))),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
      AWS_CONFIG_FILE: '/nowhere/config',
    };
    const failure = await failureDetail(connect({ keys: undefined }).names('camunda'));
    expect(failure).toMatchObject({ code: 'unreachable', retryable: true, component: 'records' });
    expect(failure.message).toContain('Set auth.sigv4.accessKeyId and secretAccessKey');
    expect(received).toEqual([]);
  });
});
