import { Queue, type QueueOptions } from 'bullmq';
import { CANARY_JOB } from '#contracts/jobs';
import { Loop } from '#engine';
import { versioned } from '#domain';

export interface CanaryOptions extends QueueOptions {
  /** Name of this process; tells its canaries from those of other replicas. */
  holder: string;
  /** Time between two looks (ms). */
  everyMs: number;
  /** Called each time the queue turned out to be served. */
  onServed?: () => void;
  /** A canary may wait this long in its queue before the worker counts as wedged (ms). */
  patienceMs: number;
}

/**
 * Sends a harmless job through a queue that this process serves, again and again. A worker whose connection came back
 * without it (which happened with BullMQ after a restart of Redis) takes no jobs and says nothing; its canary waits.
 */
export class Canary {
  private readonly queue: Queue;
  private readonly loop: Loop;
  private sent: { id: string; waitedMs: number } | null = null;
  private count = 0;

  constructor(
    readonly queueName: string,
    private readonly options: CanaryOptions,
  ) {
    const { connection, prefix } = options;
    this.queue = new Queue(queueName, { connection, ...(prefix !== undefined && { prefix }) });
    // Away is not wedged, and BullMQ reconnects by itself.
    this.queue.on('error', () => undefined);
    this.loop = new Loop({
      everyMs: options.everyMs,
      // While Redis is down, the last turn waits for it, and that time does not count.
      turn: () => this.look(),
      onError: () => {
        this.sent = null;
      },
    });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    this.loop.stop();
    // Not `disconnect`: that waits for the end of a connection that is just being made again, and it never comes.
    await this.queue.close();
  }

  /** What is wrong, in words, or null. */
  problem(): string | null {
    if (!this.sent || this.sent.waitedMs < this.options.patienceMs) return null;
    return `no worker has taken a job from queue ${this.queueName} for ${Math.round(this.sent.waitedMs / 1000)} s, although Redis answers`;
  }

  private async look(): Promise<void> {
    if (this.sent === null) await this.send();
    else if (await this.isWaiting(this.sent.id)) this.sent.waitedMs += this.options.everyMs;
    else {
      this.options.onServed?.();
      await this.send();
    }
  }

  private async send(): Promise<void> {
    const id = `canary-${this.options.holder}-${(this.count += 1)}`;
    const opts = { jobId: id, removeOnComplete: true, removeOnFail: true };
    await this.queue.add(CANARY_JOB, versioned('job', {}), opts);
    this.sent = { id, waitedMs: 0 };
  }

  private async isWaiting(id: string): Promise<boolean> {
    // Served ones are removed.
    return (await this.queue.getJobState(id)) !== 'unknown';
  }
}
