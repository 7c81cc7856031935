import { Inject, Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Options, type RateLimitRequestHandler } from 'express-rate-limit';
import { needsLogin, type HoldfastConfig } from '#config';
import { CONFIG } from '#step-worker';
import { ProblemError } from '../http/problem.error.ts';
import { callerOf } from './caller.ts';

const WINDOW_MS = 60_000;
const DEFAULT_PER_MINUTE = 600;

/** How often somebody may come. Counted in the memory of this process, so each coordinator counts for itself. */
@Injectable()
export class RateLimits {
  /** For every request; null where nobody has to log in and no limit was set. */
  readonly requests: RequestHandler | null;
  private readonly failures: RateLimitRequestHandler;
  private readonly mostFailures: number;

  constructor(@Inject(CONFIG) { access }: HoldfastConfig) {
    const { requestsPerMinute, failedLoginsPerMinute } = access.rateLimit;
    const perMinute = requestsPerMinute ?? (needsLogin(access) ? DEFAULT_PER_MINUTE : null);
    const what = 'Too many requests in this minute; access.rateLimit.requestsPerMinute is the limit.';
    this.requests = perMinute === null ? null : limiter(perMinute, keyOf, what);
    this.mostFailures = failedLoginsPerMinute;
    this.failures = limiter(
      failedLoginsPerMinute,
      addressOf,
      'Too many tokens that are not known came from this address; access.rateLimit.failedLoginsPerMinute is the limit.',
    );
  }

  /**
   * Counts something wrong that was shown. A known token is never kept out by it: many callers may share one address.
   * @throws ProblemError rate-limited
   */
  async countFailure(request: Request, response: Response): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      void this.failures(request, response, (error?: unknown) =>
        error instanceof Error ? reject(error) : resolve(),
      );
    });
  }

  /**
   * Whether so much that is wrong came from an address that nothing is believed any more that could be guessed: a password
   * that people chose, unlike a token.
   */
  async isGuessing(request: Request): Promise<boolean> {
    const seen = await this.failures.getKey(addressOf(request));
    return (seen?.totalHits ?? 0) >= this.mostFailures;
  }
}

function limiter(limit: number, key: (request: Request) => string, detail: string): RateLimitRequestHandler {
  const options: Partial<Options> = {
    windowMs: WINDOW_MS,
    limit,
    keyGenerator: key,
    standardHeaders: false,
    legacyHeaders: false,
    // It would warn of proxies that pass on addresses, which we do not believe.
    validate: false,
    handler: (request: Request, response: Response, next: NextFunction) => {
      const { rateLimit: seen } = request as Request & { rateLimit?: { resetTime?: Date } };
      const waitMs = (seen?.resetTime?.getTime() ?? Date.now() + WINDOW_MS) - Date.now();
      response.set('Retry-After', String(Math.max(1, Math.ceil(waitMs / 1000))));
      next(new ProblemError('rate-limited', detail));
    },
  };
  return rateLimit(options);
}

function keyOf(request: Request): string {
  const caller = callerOf(request);
  return caller === null || caller.via === 'anonymous' ? addressOf(request) : `caller ${caller.name}`;
}

function addressOf(request: Request): string {
  return `address ${ipKeyGenerator(request.ip ?? '')}`;
}
