import type { Socket } from 'node:net';
import { UnitReader, type CommandUnit } from './command-units.ts';
import { Recogniser, type RedisAct } from './recognise.ts';
import { FrameReader } from './resp.ts';

export type TapHook = (act: RedisAct, moment: 'before' | 'after') => Promise<void>;

/**
 * One client's connection through the tap. Both directions keep their order; a held command holds back those after
 * it, and a held reply those after it.
 */
export class TapConnection {
  private readonly units = new UnitReader();
  private readonly recogniser = new Recogniser();
  private readonly replies = new FrameReader();
  /** Commands that were forwarded and are not answered yet: the replies to come, and what to do before the last one. */
  private readonly expected: { replies: number; act: RedisAct | null }[] = [];
  private inbound: Promise<void> = Promise.resolve();
  private outbound: Promise<void> = Promise.resolve();
  private lost = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly hook: TapHook,
  ) {
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => this.destroy());
      socket.on('close', () => this.destroy());
    }
    client.on('data', (chunk: Buffer) => {
      for (const unit of this.units.push(chunk)) this.inbound = this.inbound.then(() => this.send(unit));
    });
    server.on('data', (chunk: Buffer) => {
      for (const { raw } of this.replies.push(chunk)) {
        this.outbound = this.outbound.then(() => this.answer(raw));
      }
    });
  }

  /** As when a firewall forgot the connection: both ends stay open, and no data passes. */
  lose(): void {
    this.lost = true;
  }

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private async send(unit: CommandUnit): Promise<void> {
    if (this.lost) return;
    const act = this.recogniser.recognise(unit);
    if (act) await this.hook(act, 'before');
    // A client that was killed meanwhile had not sent it yet.
    if (this.client.destroyed || this.server.destroyed) return;
    this.expected.push({ replies: unit.commands.length, act });
    this.server.write(unit.raw);
  }

  private async answer(raw: Buffer): Promise<void> {
    if (this.lost) return;
    const [next] = this.expected;
    if (next) {
      next.replies -= 1;
      if (next.replies === 0) {
        this.expected.shift();
        if (next.act) await this.hook(next.act, 'after');
      }
    }
    if (!this.client.destroyed) this.client.write(raw);
  }
}
