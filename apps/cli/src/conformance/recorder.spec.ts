import { afterEach, expect, it } from '@jest/globals';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { CamundaEndpoints } from '#camunda';
import { listen, stop, urlOf } from './loopback-server.ts';
import { Recorder } from './recorder.ts';
import { Tape } from './tape.ts';
import { RECORDING_BOUNDS } from './recording.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

const clusterAt = (management: string): CamundaEndpoints => ({
  generation: '8.4',
  zeebe: { management, auth: undefined, tls: undefined },
});

/** A component, and the recorder in front of it. */
async function recorded(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
  permit: () => void = () => undefined,
): Promise<{ url: string; recorder: Recorder; asked: string[] }> {
  const asked: string[] = [];
  const server: Server = await listen((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    answer(incoming, outgoing);
  });
  const recorder = await Recorder.start(clusterAt(`${urlOf(server)}/base/`), permit);
  open.push(recorder, { close: () => stop(server) });
  return { url: recorder.endpoints.zeebe.management, recorder, asked };
}

it('passes a call on, and keeps what was asked and answered', async () => {
  const { url, recorder, asked } = await recorded((_, outgoing) => {
    outgoing.writeHead(202, { 'content-type': 'application/json' }).end('{"a":1}');
  });
  const answer = await fetch(`${url}/actuator/backups`, { method: 'POST', body: '{"backupId":1}' });
  expect([answer.status, await answer.text()]).toEqual([202, '{"a":1}']);
  expect(asked).toEqual(['POST /base/actuator/backups']);
  expect(recorder.tape.exchanges).toEqual([
    {
      ...{ to: 'zeebe', method: 'POST', path: '/base/actuator/backups', request: '{"backupId":1}' },
      ...{ status: 202, type: 'application/json', body: '{"a":1}' },
    },
  ]);
});

it('sends no changing call that is not permitted, and still reads', async () => {
  const { url, recorder, asked } = await recorded(
    (_, outgoing) => outgoing.end('{}'),
    () => {
      throw new Error('the checks were stopped');
    },
  );
  await expect(fetch(`${url}/actuator/exporting/pause`, { method: 'POST' })).rejects.toThrow('fetch failed');
  expect((await fetch(`${url}/actuator/partitions`)).status).toBe(200);
  expect(asked).toEqual(['GET /base/actuator/partitions']);
  expect(recorder.tape.exchanges.map(({ status }) => status)).toEqual([null, 200]);
});

it('gives a call up when its client does', async () => {
  let ended: Promise<unknown> | null = null;
  const controller = new AbortController();
  const { url } = await recorded((incoming) => {
    ended = once(incoming.socket, 'close');
    controller.abort();
  });
  await expect(fetch(`${url}/slow`, { signal: controller.signal })).rejects.toThrow();
  await ended;
});

it('knows that a recording became too long, and then keeps none of it', () => {
  const answered = { status: 200, type: null };
  const call = { to: 'zeebe', method: 'GET', path: '/', request: '', status: null, type: null, body: '' };
  const long = new Tape();
  const exchange = { ...call };
  long.begin(exchange);
  long.keep(exchange, { ...answered, body: 'x'.repeat(RECORDING_BOUNDS.characters) });
  expect([long.isWhole, long.exchanges]).toEqual([false, []]);
  const many = new Tape();
  for (let count = 0; count < RECORDING_BOUNDS.exchanges; count += 1) many.begin({ ...call });
  expect([many.isWhole, many.exchanges.length]).toEqual([true, RECORDING_BOUNDS.exchanges]);
  many.begin({ ...call });
  expect([many.isWhole, many.exchanges]).toEqual([false, []]);
});
