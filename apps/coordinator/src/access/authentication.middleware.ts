import { Inject, Injectable } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { needsLogin, type HoldfastConfig } from '#config';
import { BULL_BOARD_PATH, ENDPOINTS, findRoute } from '#contracts';
import { basicCredentials } from '#app';
import { CONFIG } from '#engine';
import { hasBullBoard } from '../http/bull-board.ts';
import { ProblemError } from '../http/problem.error.ts';
import { AuditTrail } from './audit/audit-trail.ts';
import { Authenticator } from './authenticator.ts';
import { identityOf, rememberIdentity, type Identity } from '../http/caller.ts';
import { RateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';
import { foreign } from './site-check.ts';

/** For people with a browser, which asks for a password there. */
const PAGES = ['/api/docs', '/api/openapi.json'];
const ASK = 'Basic realm="Holdfast", charset="UTF-8"';

type Handler = (request: Request, response: Response, next: NextFunction) => unknown;

/**
 * Checks every request before its content is read: from which site it comes, who sends it, and how often. An unknown
 * caller gets no further on the API. Once the route is known, the guard decides what a known caller may do.
 */
@Injectable()
export class AuthenticationMiddleware {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimits,
    private readonly audit: AuditTrail,
  ) {}

  /** To be called before any other middleware that reads or answers. */
  mount(app: NestExpressApplication): void {
    app.use(this.exceptHealth((request, response, next) => this.examine(request, response, next)));
    app.use(
      PAGES,
      this.settled((request, response) => this.identifyPerson(request, response)),
    );
    const board = hasBullBoard(this.config);
    if (board)
      app.use(
        BULL_BOARD_PATH,
        this.settled((request, response) => this.identifyForBoard(request, response)),
      );
    app.use(this.settled((request, response) => this.countWrong(request, response)));
    app.use(this.exceptHealth(this.limits.requests));
    app.use(
      '/api',
      this.settled((request) => this.requireCaller(request)),
    );
    if (board)
      app.use(
        BULL_BOARD_PATH,
        this.settled((request, response) => this.requireAdmin(request, response)),
      );
  }

  private async examine(request: Request, response: Response, next: NextFunction): Promise<void> {
    this.audit.watch(request, response);
    const { method, headers } = request;
    const { access } = this.config;
    const why = foreign(
      {
        method,
        path: request.path,
        host: headers.host,
        origin: headers.origin,
        site: request.get('sec-fetch-site'),
        destination: request.get('sec-fetch-dest'),
      },
      { anonymous: !needsLogin(access), publicUrl: access.oidc?.publicUrl },
    );
    rememberIdentity(request, await this.authenticator.identify(request));
    next(why === null ? undefined : new ProblemError('cross-site', why));
  }

  private identifyPerson(request: Request, response: Response): void {
    if (identityOf(request).caller !== null) return;
    const found = this.authenticator.byPassword(request);
    if (found !== null) rememberIdentity(request, found);
    if (identityOf(request).caller === null) response.set('WWW-Authenticate', ASK);
  }

  /** It shows every job of all clusters, so being on this machine is not enough. */
  private async identifyForBoard(request: Request, response: Response): Promise<void> {
    const shown = basicCredentials(request.headers.authorization) !== null;
    if (identityOf(request).caller?.via === 'anonymous')
      rememberIdentity(request, { caller: null, wrong: shown } satisfies Identity);
    const before = identityOf(request).caller;
    if (shown && this.config.bullBoard && (await this.limits.claimGuess(request))) {
      const found = this.authenticator.byBoardPassword(request);
      if (found !== null) rememberIdentity(request, found);
    }
    this.identifyPerson(request, response);
    if (identityOf(request).caller !== before) await this.limits.takeBack(request);
  }

  private async countWrong(request: Request, response: Response): Promise<void> {
    if (identityOf(request).wrong === true) await this.limits.countFailure(request, response);
  }

  private requireCaller(request: Request): void {
    const identity = identityOf(request);
    if (identity.caller !== null) return;
    // An address without a route is refused, too: an unknown caller learns nothing of what exists.
    const found = findRoute(request.method, request.baseUrl + request.path);
    if (found === null || ENDPOINTS[found.name].role !== null) throw refusal(identity);
  }

  private requireAdmin(request: Request, response: Response): void {
    const identity = identityOf(request);
    const { caller } = identity;
    if (caller === null) {
      response.set('WWW-Authenticate', ASK);
      throw refusal(identity);
    }
    if (caller.role !== 'admin' || caller.clusters !== null)
      throw new ProblemError(
        'not-allowed',
        'The queues are those of all clusters: only their admin may see them.',
      );
  }

  /** Orchestrators and load balancers ask for health as often as they like, by any name, with nothing to show. */
  private exceptHealth(handler: Handler): Handler {
    return (request, response, next) => {
      if (/^\/health\/(live|ready)$/.test(request.path)) next();
      else Promise.resolve(handler(request, response, next)).catch(next);
    };
  }

  private settled(work: (request: Request, response: Response) => Promise<void> | void): Handler {
    return (request, response, next) => {
      Promise.resolve()
        .then(() => work(request, response))
        .then(() => next(), next);
    };
  }
}
