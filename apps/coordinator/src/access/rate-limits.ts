import { Inject, Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, MemoryStore, rateLimit, type Options } from 'express-rate-limit';
import { needsLogin, type HoldfastConfig } from '#config';
import { ENDPOINTS, type Endpoint } from '#contracts';
import { CONFIG } from '#engine';
import { isDashboardPage } from '../dashboard/dashboard-paths.ts';
import { ProblemError } from '../http/problem.error.ts';
import { callerOf } from '../http/caller.ts';

const WINDOW_MS = 60_000;
const DEFAULT_PER_MINUTE = 600;

const TOO_MANY_WRONG =
  'Too many tokens that are not known came from this address; access.rateLimit.failedLoginsPerMinute is the limit.';

/** Limits how often a caller may send requests. Each coordinator has its own counts, in memory. */
@Injectable()
export class RateLimits {
  private limit: { perMinute: number; handler: RequestHandler } | null = null;
  private readonly failures = new MemoryStore();
  /** Guesses that were counted before they were looked at. */
  private readonly claimed = new WeakSet<Request>();

  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {
    this.failures.init({ windowMs: WINDOW_MS } as Options);
  }

  /** For every request. Limits nothing where no login is needed and no limit was set. */
  readonly requests: RequestHandler = (request, response, next) => {
    const { access } = this.config;
    const perMinute = access.rateLimit.requestsPerMinute ?? (needsLogin(access) ? DEFAULT_PER_MINUTE : null);
    if (perMinute === null) {
      next();
      return undefined;
    }
    // With another limit the counts begin again.
    if (this.limit?.perMinute !== perMinute) this.limit = { perMinute, handler: limiter(perMinute) };
    return this.limit.handler(request, response, next);
  };

  private get mostFailures(): number {
    return this.config.access.rateLimit.failedLoginsPerMinute;
  }

  /**
   * Counts something wrong that was shown. A known token is never kept out by it: many callers may share one address.
   * @throws ProblemError rate-limited
   */
  async countFailure(request: Request, response: Response): Promise<void> {
    const key = addressOf(request);
    const seen = this.claimed.has(request)
      ? await this.failures.get(key)
      : await this.failures.increment(key);
    if (seen === undefined || seen.totalHits <= this.mostFailures) return;
    response.set('Retry-After', waitOf(seen.resetTime));
    throw new ProblemError('rate-limited', TOO_MANY_WRONG);
  }

  /**
   * Counts a guess at a password that people chose, before it is compared: in a burst, each guess counts before any is
   * accepted. Take it back when the guess was right.
   * @returns false when too many wrong guesses came from this address: then no guess is accepted, not even a right one
   */
  async claimGuess(request: Request): Promise<boolean> {
    this.claimed.add(request);
    return (await this.failures.increment(addressOf(request))).totalHits <= this.mostFailures;
  }

  /** The guess was right. */
  async takeBack(request: Request): Promise<void> {
    if (this.claimed.delete(request)) await this.failures.decrement(addressOf(request));
  }
}

function limiter(limit: number): RequestHandler {
  const options: Partial<Options> = {
    windowMs: WINDOW_MS,
    limit,
    keyGenerator: callerKey,
    standardHeaders: false,
    legacyHeaders: false,
    // It would warn of proxies that pass on addresses, which are believed only where http.trustedProxies names them.
    validate: false,
    handler: (request: Request, response: Response, next: NextFunction) => {
      const { rateLimit: seen } = request as Request & { rateLimit?: { resetTime?: Date } };
      response.set('Retry-After', waitOf(seen?.resetTime));
      const detail = 'Too many requests in this minute; access.rateLimit.requestsPerMinute is the limit.';
      next(new ProblemError('rate-limited', detail));
    },
  };
  return rateLimit(options);
}

/** Seconds, for Retry-After. */
function waitOf(resetTime: Date | undefined): string {
  const waitMs = (resetTime?.getTime() ?? Date.now() + WINDOW_MS) - Date.now();
  return String(Math.max(1, Math.ceil(waitMs / 1000)));
}

/**
 * Who is counted as one: a known caller by name, else an address. Logging in counts for itself, so that strangers behind
 * the same address cannot use it up with anything else.
 */
export function callerKey(request: Request): string {
  const caller = callerOf(request);
  if (caller !== null && caller.via !== 'anonymous') return `caller ${caller.name}`;
  return isLogin(request) ? `login ${addressOf(request)}` : addressOf(request);
}

const OPEN_PATHS: readonly string[] = Object.values<Endpoint>(ENDPOINTS)
  .filter(({ role }) => role === null)
  .map(({ path }) => path);

/** The pages of the dashboard, and what its login asks for. */
function isLogin({ path }: Request): boolean {
  return (
    isDashboardPage(path) ||
    /^\/(auth|assets)\//i.test(path) ||
    OPEN_PATHS.includes(path.toLowerCase().replace(/\/$/, ''))
  );
}

function addressOf(request: Request): string {
  return `address ${ipKeyGenerator(request.ip ?? '')}`;
}
