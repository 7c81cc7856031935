import { AbstractConnector, type RedisOptions } from 'ioredis';
import { connect as connectPlain, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect as connectTls } from 'node:tls';
import type { SlotOwner } from './slot-owner.ts';

type EmitError = Parameters<AbstractConnector['connect']>[0];
type Connector = NonNullable<RedisOptions['Connector']>;

/** The client ends for good when its connector gives up, so this one asks again, at growing intervals up to this one (ms). */
const LONGEST_PAUSE_MS = 1_000;

/** What a client of ioredis needs to connect to the server that has a slot, each time that it connects. */
export function ownerConnector(owner: SlotOwner, tls: RedisOptions['tls']): Connector {
  return class extends AbstractConnector {
    constructor(options: unknown) {
      super((options as { disconnectTimeout: number }).disconnectTimeout);
    }

    override async connect(emit: EmitError): Promise<Socket> {
      this.connecting = true;
      for (let tries = 1; ; tries += 1) {
        try {
          const server = await owner.find();
          if (this.hasLeft()) throw new Error('Connection is closed.');
          return this.open(server);
        } catch (error) {
          if (this.hasLeft()) throw error;
          emit('error', error as Error);
        }
        await sleep(Math.min(tries * 100, LONGEST_PAUSE_MS));
      }
    }

    /** The client was disconnected while it searched. */
    private hasLeft(): boolean {
      return !this.connecting;
    }

    private open(server: { host: string; port: number }): Socket {
      const stream = tls ? connectTls({ ...server, ...tls }) : connectPlain(server);
      stream.once('error', (error: Error) => (this.firstError = error));
      this.stream = stream;
      return stream;
    }
  };
}
