import { once } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { HoldfastConfig } from '#config';
import type { Me } from '#contracts';
import { CONFIG } from '#engine';
import { Authenticator } from './authenticator.ts';
import { callerOf } from '../http/caller.ts';
import { callerKey } from './rate-limits.ts';
import { ProblemError } from '../http/problem.error.ts';

export const STREAM_BOUNDS = {
  /** Open at a time, of one caller. */
  perCaller: 50,
  /** And of all callers of this process. */
  inAll: 500,
  /** How long one who does not read may take before the stream is ended (ms). */
  drainMs: 30_000,
  /** How often it is looked again who listens (ms). */
  identityMs: 10_000,
} as const;

interface Listener {
  /** Whether they may still see what they are sent. */
  isStillKnown: () => Promise<boolean>;
  /** Another one when it may have changed who that is. */
  rules: () => unknown;
}

/** One stream of an answer, such as server-sent events. What is sent waits until it was taken, so that nothing piles up. */
export class EventStream {
  private readonly gone = new AbortController();
  private lookedAt = performance.now();
  private rules: unknown;

  constructor(
    private readonly response: Response,
    private readonly listener: Listener,
    private readonly bounds: Record<'drainMs' | 'identityMs', number> = STREAM_BOUNDS,
  ) {
    this.rules = listener.rules();
    response.once('close', () => this.gone.abort());
  }

  /** Sends the headers. */
  begin(type = 'text/event-stream'): void {
    this.response
      .status(200)
      .set({ 'Content-Type': type, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
      .flushHeaders();
  }

  /** @returns false when the client is gone or does not read; then there is nothing more to send */
  async send(text: string): Promise<boolean> {
    if (this.gone.signal.aborted) return false;
    if (this.response.write(text)) return true;
    const signal = AbortSignal.any([this.gone.signal, AbortSignal.timeout(this.bounds.drainMs)]);
    const taken = await once(this.response, 'drain', { signal }).then(
      () => true,
      () => false,
    );
    // What it did not take would be kept until it does.
    if (!taken) this.response.destroy();
    return taken;
  }

  /**
   * Whether a permitted client still listens: logging out and the end of a token also end a stream. It is looked at once
   * when the configuration of access changed.
   */
  async goesOn(): Promise<boolean> {
    if (this.gone.signal.aborted) return false;
    const now = performance.now();
    const rules = this.listener.rules();
    if (rules === this.rules && now - this.lookedAt < this.bounds.identityMs) return true;
    this.rules = rules;
    this.lookedAt = now;
    return this.listener.isStillKnown();
  }
}

/** Opens streams, as many as one process should have. */
@Injectable()
export class EventStreams {
  private readonly open = new Map<string, number>();
  private all = 0;

  constructor(
    private readonly authenticator: Authenticator,
    @Inject(CONFIG) private readonly config: HoldfastConfig,
  ) {}

  /** @throws ProblemError rate-limited when there are too many already; nothing was sent then */
  for(request: Request, response: Response): EventStream {
    const key = callerKey(request);
    const count = this.open.get(key) ?? 0;
    if (count >= STREAM_BOUNDS.perCaller || this.all >= STREAM_BOUNDS.inAll) {
      response.set('Retry-After', '10');
      throw new ProblemError(
        'rate-limited',
        count >= STREAM_BOUNDS.perCaller
          ? `You have ${count} event streams open, and may have ${STREAM_BOUNDS.perCaller}. Close some.`
          : `${this.all} event streams are open here, and there may be ${STREAM_BOUNDS.inAll}. Try again later, or ask without events.`,
      );
    }
    this.open.set(key, count + 1);
    this.all += 1;
    response.once('close', () => {
      this.all -= 1;
      const left = (this.open.get(key) ?? 1) - 1;
      if (left > 0) this.open.set(key, left);
      else this.open.delete(key);
    });
    return new EventStream(response, {
      isStillKnown: () => this.isStill(request),
      rules: () => this.config.access,
    });
  }

  private async isStill(request: Request): Promise<boolean> {
    const before = callerOf(request);
    const { caller, trouble } = await this.authenticator.identify(request);
    // Redis, which has the sessions, is down. That is no logout.
    if (trouble !== undefined) return true;
    return caller !== null && before !== null && isSameCaller(caller, before);
  }
}

/** With other rights another stream must be opened: this one sends what the caller might see when it began. */
function isSameCaller(one: Me, other: Me): boolean {
  const rightsOf = ({ name, via, role, clusters }: Me): string => JSON.stringify([name, via, role, clusters]);
  return rightsOf(one) === rightsOf(other);
}
