import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Secret } from '#config';
import { API_BOUNDS } from '../../apps/cli/src/api/bounded-body.ts';
import { HoldfastHttp } from '../../apps/cli/src/api/http.ts';
import { ProblemAnswer } from '../../apps/cli/src/api/problem-answer.ts';
import { call } from '../../apps/coordinator/src/notifications/http-call.ts';
import { sendMail } from '../../apps/coordinator/src/notifications/send-mail.ts';
import { HOSTILE, HostileServer, REDIRECTS } from '../support/hostile-server.ts';

/** For a whole call (ms). */
const DEADLINE = 700;
/** What lies in the buffers of two sockets and a parser, on top of what a client reads. */
const IN_FLIGHT = 16 * 1024 * 1024;

let server: HostileServer;
let elsewhere: HostileServer;
beforeEach(async () => {
  server = await HostileServer.start();
  elsewhere = await HostileServer.start();
});
afterEach(async () => {
  await Promise.all([server.close(), elsewhere.close()]);
});

const errorOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (answer: unknown) => ({ resolved: answer }),
    (error: unknown) => error,
  );

describe('a receiver of notifications', () => {
  const tell = () =>
    call(server.url, { method: 'POST', body: '{}', headers: { 'x-key': 's3cret' } }, DEADLINE);

  it.each(Object.entries(HOSTILE))('is not read, and does not keep us, with %s', async (_, answer) => {
    server.answer = answer;
    const outcome = await errorOf(tell());
    expect(outcome instanceof Error || JSON.stringify(outcome) === '{"resolved":"HTTP 200"}').toBe(true);
    expect(await server.bytesTaken()).toBeLessThan(IN_FLIGHT);
  });

  it.each(REDIRECTS)('does not lead us elsewhere by HTTP %i', async (status) => {
    server.redirect(status, elsewhere);
    expect(String(await errorOf(tell()))).toContain('redirects are not followed');
    expect(elsewhere.asked).toEqual([]);
  });

  it.each<[string, (socket: Socket) => void]>([
    [
      'a greeting without an end',
      (socket) => {
        const go = (): void => {
          while (!socket.destroyed && socket.write('a'.repeat(64 * 1024)));
        };
        socket.on('drain', go);
        go();
      },
    ],
    [
      'a letter now and then',
      (socket) => {
        const timer = setInterval(() => socket.write('2'), 20);
        socket.on('close', () => clearInterval(timer));
      },
    ],
    ['nothing', () => undefined],
  ])('by mail that says %s ends, and its connection with it', async (_, greet) => {
    const closed: Promise<number>[] = [];
    const mail = createServer((socket) => {
      socket.on('error', () => undefined);
      closed.push(new Promise((resolve) => socket.on('close', () => resolve(socket.bytesWritten))));
      greet(socket);
    });
    await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
    const target = {
      smtp: new Secret(`smtp://user:s3cret@127.0.0.1:${(mail.address() as AddressInfo).port}`),
      from: 'a@example.com',
      to: ['b@example.com'],
    };
    const notification = { type: 'test' as const, id: 'x', at: new Date().toISOString(), by: 'me' };
    const error = await errorOf(sendMail(target, notification, DEADLINE));
    expect(String(error)).toContain('the mail server did not take it');
    const [taken] = await Promise.all(closed);
    expect(taken).toBeLessThan(IN_FLIGHT);
    await new Promise((resolve) => mail.close(resolve));
  });
});

describe('the journal, read by the command line', () => {
  const follow = async (bounds = {}) => {
    const http = new HoldfastHttp(server.url, () => null, { ...API_BOUNDS, quietMs: DEADLINE, ...bounds });
    for await (const event of http.events({ address: '/api/v1/x' })) expect(event).toBeDefined();
  };

  it('ends when it gives no sign of life', async () => {
    server.answer = HOSTILE['headers and no body'];
    expect(await errorOf(follow())).toBeInstanceOf(ProblemAnswer);
  });

  it('ends at an event without an end', async () => {
    server.answer = HOSTILE['a text without an end'];
    expect(await errorOf(follow())).toBeInstanceOf(ProblemAnswer);
    expect(await server.bytesTaken()).toBeLessThan(2 * 1024 * 1024 + IN_FLIGHT);
  });
});
