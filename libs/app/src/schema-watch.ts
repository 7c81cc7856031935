import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import { StateVersion, RunStore } from '#redis';
import { UnreadableRecord } from '#domain';
import { CONFIG, LEFT_JOBS, Loop, PauseMemory } from '#engine';

const EVERY_MS = 5_000;
/** The same line is logged again after this (ms). */
const AGAIN_MS = 60_000;
/** Of each cluster, the newest of its runs. */
const NEWEST = 20;

/**
 * Notes the version of the state in Redis, and reports every record that this build cannot read: in the log, and to the
 * health page and the doctor. Only reads apart from that version.
 */
@Injectable()
export class SchemaWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Schema');
  private readonly loggedAt = new Map<string, number>();
  private readonly loop = new Loop({
    everyMs: EVERY_MS,
    turn: () => this.report(),
    // Other checks report what is wrong with Redis itself.
    onError: () => undefined,
  });

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly state: StateVersion,
    private readonly pauses: PauseMemory,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start({ atOnce: true });
  }

  onApplicationShutdown(): void {
    this.loop.stop();
  }

  /**
   * Everything that this build cannot read, of what it would use. Idempotent.
   * @throws ioredis' error while Redis is down
   */
  async look(): Promise<UnreadableRecord[]> {
    const clusters = this.config.clusters.map(({ name }) => name);
    const found = await Promise.all([
      refusalOf(this.state.claim()),
      ...clusters.flatMap((name) => [this.runs(name), refusalOf(this.store.pauseIntent(name))]),
    ]);
    const files = clusters.flatMap((name) => this.pauses.refusal(name) ?? []);
    return distinct([...found.flat(), ...files, ...LEFT_JOBS.lately]);
  }

  private async runs(cluster: string): Promise<UnreadableRecord[]> {
    const newest = await this.store.numbers(cluster, NEWEST);
    return [...(await this.store.unreadable(cluster, newest)).values()];
  }

  private async report(): Promise<void> {
    const refusals = await this.look();
    const now = performance.now();
    for (const { message } of refusals) {
      if (now - (this.loggedAt.get(message) ?? -Infinity) < AGAIN_MS) continue;
      this.loggedAt.set(message, now);
      this.logger.error(message);
    }
  }
}

async function refusalOf(reading: Promise<unknown>): Promise<UnreadableRecord[]> {
  try {
    await reading;
    return [];
  } catch (error) {
    if (error instanceof UnreadableRecord) return [error];
    throw error;
  }
}

/** A record may be met in two ways. */
function distinct(refusals: readonly UnreadableRecord[]): UnreadableRecord[] {
  return [...new Map(refusals.map((refusal) => [refusal.message, refusal])).values()];
}
