import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Response } from 'express';
import { EventStream } from './event-streams.ts';

/** What a page of events may have; far more than the buffers of a connection. */
const event = `data: ${'a'.repeat(64 * 1024)}\n\n`;

let server: Server;
let client: Socket;
afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Serves one stream to one client, which reads only on demand. */
async function serve(work: (response: Response) => Promise<void>): Promise<void> {
  let ended: (() => void) | undefined;
  const done = new Promise<void>((resolve) => (ended = resolve));
  let trouble: unknown;
  server = createServer((_, response) => {
    work(response as unknown as Response)
      .catch((error: unknown) => (trouble = error))
      .finally(() => ended?.());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.on('error', () => undefined);
  client.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  await done;
  if (trouble !== undefined) throw trouble as Error;
}

const known = { isStillKnown: () => Promise.resolve(true), rules: () => null };

describe('EventStream', () => {
  it('lets go of who does not read, and keeps no more than the connection holds', async () => {
    await serve(async (response) => {
      const stream = new EventStream(response, known, { drainMs: 100, identityMs: 10_000 });
      let sent = 0;
      while (await stream.send(event)) sent += 1;
      expect(response.destroyed).toBe(true);
      // 1 GiB would be 16,384 of them.
      expect(sent).toBeLessThan(500);
      expect(await stream.send(event)).toBe(false);
      expect(await stream.goesOn()).toBe(false);
    });
  });

  it('waits for who reads slowly, and leaves nothing out', async () => {
    await serve(async (response) => {
      const stream = new EventStream(response, known, { drainMs: 60_000, identityMs: 10_000 });
      let seen = 0;
      const slowly = setInterval(() => client.read(), 1);
      client.on('data', (data: Buffer) => (seen += data.length));
      for (let count = 0; count < 200; count += 1) expect(await stream.send(event)).toBe(true);
      response.end();
      await new Promise((resolve) => client.once('end', resolve));
      clearInterval(slowly);
      expect(seen).toBeGreaterThanOrEqual(199 * event.length);
    });
  });

  it('ends when its client is no longer known', async () => {
    await serve(async (response) => {
      let answers = [true, false];
      const stream = new EventStream(
        response,
        {
          rules: () => null,
          isStillKnown: () => {
            const [now = false, ...rest] = answers;
            answers = rest;
            return Promise.resolve(now);
          },
        },
        { drainMs: 100, identityMs: 0 },
      );
      expect(await stream.goesOn()).toBe(true);
      expect(await stream.goesOn()).toBe(false);
    });
  });

  it('looks again at once when the rules changed, long before its time', async () => {
    await serve(async (response) => {
      let rules = {};
      let looks = 0;
      const listener = { rules: () => rules, isStillKnown: () => Promise.resolve(++looks < 2) };
      const stream = new EventStream(response, listener, { drainMs: 100, identityMs: 3_600_000 });
      expect([await stream.goesOn(), looks]).toEqual([true, 0]);
      rules = {};
      expect([await stream.goesOn(), looks]).toEqual([true, 1]);
      expect([await stream.goesOn(), looks]).toEqual([true, 1]);
      rules = {};
      expect(await stream.goesOn()).toBe(false);
    });
  });

  it('ends when its client is gone, also in the middle of waiting', async () => {
    await serve(async (response) => {
      const stream = new EventStream(response, known, { drainMs: 60_000, identityMs: 10_000 });
      setTimeout(() => client.destroy(), 50);
      while (await stream.send(event));
      expect(await stream.goesOn()).toBe(false);
    });
  });
});
