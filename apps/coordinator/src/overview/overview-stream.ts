import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Request, Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Me, Overview } from '#contracts';
import { EventStreams } from '../access/event-streams.ts';
import { OverviewService } from './overview.service.ts';

const TICK_MS = 500;
/** A comment now and then, so that proxies do not take a quiet time for a dead connection. */
const KEEP_ALIVE_MS = 15_000;

/** Who listens: what may be seen, and for how long. */
type Followed = Pick<Me, 'clusters' | 'expiresAt'>;

/** The overview as server-sent events, for as long as a client listens. */
@Injectable()
export class OverviewStream implements OnModuleDestroy {
  private readonly logger = new Logger(OverviewStream.name);
  private readonly open = new Set<Response>();
  private ending = false;

  constructor(
    private readonly overviews: OverviewService,
    private readonly streams: EventStreams,
  ) {}

  /**
   * Sends the whole document at once and whenever it changed, at most twice a second. Ends when the process does, and
   * when Redis does not answer: who listens must not take an old state for the present one.
   * Also when who listens has logged out or expired, or does not read what is sent.
   * @throws ProblemError rate-limited, or when Redis does not answer at the beginning
   */
  async follow(
    { clusters: visible, expiresAt }: Followed,
    request: Request,
    response: Response,
  ): Promise<void> {
    const until = expiresAt === null ? Infinity : Date.parse(expiresAt);
    let overview = await this.overviews.overview(visible);
    const stream = this.streams.for(request, response);
    stream.begin();
    this.open.add(response);
    let sent = '';
    let sentAt = performance.now();
    while (!this.ending && Date.now() < until && (await stream.goesOn())) {
      const state = whatMatters(overview);
      if (state !== sent) {
        if (!(await stream.send(`event: overview\ndata: ${JSON.stringify(overview)}\n\n`))) break;
        sent = state;
        sentAt = performance.now();
      } else if (performance.now() - sentAt > KEEP_ALIVE_MS) {
        if (!(await stream.send(': still here\n\n'))) break;
        sentAt = performance.now();
      }
      await sleep(TICK_MS);
      const next = await this.next(visible);
      if (next === null) break;
      overview = next;
    }
    this.open.delete(response);
    response.end();
  }

  onModuleDestroy(): void {
    this.ending = true;
    for (const response of this.open) response.end();
  }

  private async next(visible: readonly string[] | null): Promise<Overview | null> {
    try {
      return await this.overviews.overview(visible);
    } catch (error) {
      this.logger.warn(
        `the overview cannot be read, and its followers are let go: ${(error as Error).message}`,
      );
      return null;
    }
  }
}

/** The time that is left on a lease runs down all the time, and is no news. */
function whatMatters({ clusters }: Overview): string {
  return JSON.stringify(
    clusters.map((cluster) => ({ ...cluster, lock: cluster.lock && { ...cluster.lock, leaseMs: 0 } })),
  );
}
