import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { createQueueClient, queueConnection } from '#redis';
import { UnitReader } from '../faults/redis-tap/command-units.ts';
import { RedisProcess } from '../support/redis.ts';

/** BullMQ counts the workers of a queue by the names of their connections. */
let redis: RedisProcess;
let server: Server;
let refusals = 0;

/** Refuses the first name of a connection, as a server does that is still BUSY, and passes all that follows. */
beforeAll(async () => {
  redis = await RedisProcess.create();
  server = createServer((client) => {
    const upstream = connect(Number(new URL(redis.url).port), '127.0.0.1');
    const units = new UnitReader();
    let named = false;
    client.on('data', (chunk: Buffer) => {
      for (const unit of units.push(chunk)) {
        const isName = /setname/i.test(unit.raw.toString());
        if (isName && !named) {
          named = true;
          refusals += 1;
          client.write('-BUSY Redis is busy running a script.\r\n');
        } else upstream.write(unit.raw);
      }
    });
    upstream.pipe(client);
    for (const socket of [client, upstream]) {
      socket.on('error', () => undefined);
      socket.on('close', () => [client, upstream].forEach((each) => each.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  server.close();
  await redis.stop();
});

describe('the connection of a worker', () => {
  it('shows its name also after the server refused it once', async () => {
    const { port } = server.address() as AddressInfo;
    const client = createQueueClient({
      ...queueConnection({ url: `redis://127.0.0.1:${port}` }),
      connectionName: 'bull:zeebe',
    });
    try {
      for (let tries = 0; tries < 100; tries += 1) {
        if ((await client.client('GETNAME')) === 'bull:zeebe') break;
        await sleep(50);
      }
      expect(refusals).toBe(1);
      expect(await client.client('GETNAME')).toBe('bull:zeebe');
    } finally {
      client.disconnect();
    }
  });
});
