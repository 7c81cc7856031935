import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Request, Response } from 'express';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Me, Overview, OverviewChanges } from '#contracts';
import { EventStreams } from '../access/event-streams.ts';
import { OverviewChangesOf } from './overview-changes.ts';
import { OverviewService } from './overview.service.ts';

const TICK_MS = 500;
/** A comment now and then, so that proxies do not take a quiet time for a dead connection. */
const KEEP_ALIVE_MS = 15_000;

/** Who listens: what may be seen, for how long, and whether the whole document is sent each time. */
type Followed = Pick<Me, 'clusters' | 'expiresAt'> & { only: 'whole' | 'changes' };

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
   * Sends every cluster at once, and then what changed, at most twice a second. Ends when the process does, and
   * when Redis does not answer: who listens must not take an old state for the present one.
   * Also when who listens has logged out or expired, or does not read what is sent.
   * @throws ProblemError rate-limited, or when Redis does not answer at the beginning
   */
  async follow(
    { clusters: visible, expiresAt, only }: Followed,
    request: Request,
    response: Response,
  ): Promise<void> {
    const until = expiresAt === null ? Infinity : Date.parse(expiresAt);
    let overview = await this.overviews.overview(visible);
    const stream = this.streams.for(request, response);
    stream.begin();
    this.open.add(response);
    const textOf = only === 'changes' ? changedText() : wholeText();
    let sentAt = performance.now();
    while (!this.ending && Date.now() < until && (await stream.goesOn())) {
      const text = textOf(overview);
      if (text !== '') {
        if (!(await stream.send(text))) break;
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

/** What is to be sent of an overview to a follower; empty where that is nothing. */
type TextOf = (overview: Overview) => string;

function wholeText(): TextOf {
  let sent = '';
  return (overview) => {
    const state = whatMatters(overview);
    if (state === sent) return '';
    sent = state;
    return eventText('overview', overview);
  };
}

function changedText(): TextOf {
  const changes = new OverviewChangesOf();
  return (overview) =>
    changes
      .next(overview)
      .map((event) => eventText('clusters', event))
      .join('');
}

function eventText(name: string, data: Overview | OverviewChanges): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** The time that is left on a lease runs down all the time, and is no news. */
function whatMatters({ clusters }: Overview): string {
  return JSON.stringify(
    clusters.map((cluster) => ({ ...cluster, lock: cluster.lock && { ...cluster.lock, leaseMs: 0 } })),
  );
}
