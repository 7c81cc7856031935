import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Redis } from 'ioredis';
import type { HoldfastConfig } from '#config';
import { LeaderLease, REDIS, StateVersion } from '#redis';
import { CONFIG, HOLDER, Loop } from '#engine';

/** What one coordinator at a time does for all of them asks here first whether it is the one. */
@Injectable()
export class Leader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Leader.name);
  private readonly lease: LeaderLease;
  private readonly loop: Loop;
  private led = false;

  constructor(
    @Inject(CONFIG) config: HoldfastConfig,
    @Inject(HOLDER) private readonly holder: string,
    @Inject(REDIS) redis: Redis,
    state: StateVersion,
  ) {
    this.lease = state.guard(new LeaderLease(redis, 'coordinator', holder, config.lock.lease));
    this.loop = new Loop({
      everyMs: this.lease.beatMs,
      turn: () => this.hold(),
      onError: () => undefined,
    });
  }

  /** Whether this process leads now. It may stop at any time: what must not happen twice needs a guard of its own. */
  get leads(): boolean {
    return this.lease.leads;
  }

  /** Another one for every change of leader; null while this process does not lead. */
  get fence(): number | null {
    return this.lease.fence;
  }

  onApplicationBootstrap(): void {
    this.loop.start({ atOnce: true });
  }

  /** Before the connection to Redis is closed. */
  async beforeApplicationShutdown(): Promise<void> {
    this.loop.stop();
    await this.lease.leave().catch(() => undefined);
  }

  private async hold(): Promise<void> {
    // While Redis is down the lease expires by itself, and the next turn tries again.
    await this.lease.hold().catch(() => undefined);
    if (this.lease.leads === this.led) return;
    this.led = this.lease.leads;
    this.logger.log(this.led ? `${this.holder} leads now` : `${this.holder} no longer leads`);
  }
}
