import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { needsLogin, type HoldfastConfig } from '#config';
import { ENDPOINTS, type LoginWays, type Me } from '#contracts';
import { CONFIG } from '#engine';
import { Input } from '../../http/input.decorator.ts';
import { ProblemError } from '../../http/problem.error.ts';
import { Route } from '../../http/route.decorator.ts';
import { rememberIdentity } from '../../http/caller.ts';
import { RateLimits } from '../rate-limits.ts';
import { refusal } from '../refusal.ts';
import { cookieOf, giveSession, isSecure, SESSION_COOKIE, takeSession } from './session-cookie.ts';
import { Sessions } from './sessions.ts';

/** Logging in to the dashboard, and out. */
@Controller()
export class SessionController {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly sessions: Sessions,
    private readonly limits: RateLimits,
  ) {}

  @Route('login.ways')
  ways(): LoginWays {
    const { access } = this.config;
    const { oidc } = access;
    return {
      required: needsLogin(access),
      token: access.tokens.length > 0,
      oidc: oidc ? { label: oidc.label, url: ENDPOINTS['login.begin'].path } : null,
    };
  }

  @Route('login')
  async login(
    @Input() { body, request }: Input<'login'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    const opened = await this.sessions.openForToken(body.token);
    if (opened === null) {
      if (!needsLogin(this.config.access))
        throw new ProblemError('unauthenticated', 'No token is configured here, and no login is needed.');
      await this.limits.countFailure(request, response);
      throw refusal({ caller: null, wrong: true });
    }
    const { id, me } = opened;
    const secure = isSecure(request, this.config.access.oidc?.publicUrl);
    giveSession(response, id, { secure, expiresAt: me.expiresAt });
    rememberIdentity(request, { caller: me });
    return me;
  }

  @Route('logout')
  async logout(
    @Input() { request }: Input<'logout'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const id = cookieOf(request, SESSION_COOKIE);
    if (id !== null) await this.sessions.close(id);
    takeSession(response);
  }
}
