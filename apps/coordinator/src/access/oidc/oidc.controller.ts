import { Controller, Inject, Logger, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import type { OidcConfig } from '#config';
import { ENDPOINTS } from '#contracts';
import { SessionStore } from '#redis';
import { Input } from '../../http/input.decorator.ts';
import { ProblemError } from '../../http/problem.error.ts';
import { Route } from '../../http/route.decorator.ts';
import { rememberIdentity } from '../../http/caller.ts';
import { cookieOf, giveSession, isSecure, LOGIN_COOKIE } from '../session/session-cookie.ts';
import { sessionKey } from '../session/session-key.ts';
import { Sessions } from '../session/sessions.ts';
import { relevantClaims } from './grants.ts';
import { loginPage, onwards } from './login-page.ts';
import { OpenIdProvider, type PendingLogin } from './openid-provider.ts';

export const LOGIN_STORE = Symbol('LOGIN_STORE');

/** The time a person may take to log in at the provider (ms). */
const PENDING_MS = 10 * 60 * 1000;

/** Logging in by the OpenID provider. For browsers, so it answers with pages. */
@ApiExcludeController()
@Controller()
export class OidcController {
  private readonly logger = new Logger('Login');

  constructor(
    private readonly provider: OpenIdProvider,
    private readonly sessions: Sessions,
    @Inject(LOGIN_STORE) private readonly pending: SessionStore,
  ) {}

  @Route('login.begin')
  async login(@Input() { request }: Input<'login.begin'>, @Res() response: Response): Promise<void> {
    const oidc = this.required();
    const begun = await this.provider.begin(oidc).catch((error: unknown) => {
      this.logger.warn(`${oidc.issuer} does not answer: ${reasonOf(error)}`);
      return null;
    });
    if (begun === null) {
      this.refuse(response, 503, `The provider at ${oidc.issuer} does not answer. Try again later.`);
      return;
    }
    const id = await this.pending.keep(begun.pending, PENDING_MS, sessionKey(oidc.clientSecret.reveal()));
    // Lax: it must come along when the provider sends the browser back.
    response.cookie(LOGIN_COOKIE, id, {
      ...{ httpOnly: true, sameSite: 'lax', path: '/', maxAge: PENDING_MS },
      secure: isSecure(request, oidc.publicUrl),
    });
    response.redirect(303, begun.url);
  }

  @Route('login.callback')
  async callback(@Input() { request }: Input<'login.callback'>, @Res() response: Response): Promise<void> {
    const oidc = this.required();
    const id = cookieOf(request, LOGIN_COOKIE);
    const key = sessionKey(oidc.clientSecret.reveal());
    const pending = id === null ? null : ((await this.pending.take(id, () => key)) as PendingLogin | null);
    response.clearCookie(LOGIN_COOKIE, { httpOnly: true, sameSite: 'lax', path: '/' });
    if (pending === null) {
      this.refuse(response, 400, 'This login took too long, or was started in another browser.');
      return;
    }
    const query = new URL(request.originalUrl, oidc.publicUrl).search;
    const account = await this.provider.finish(oidc, query, pending).catch((error: unknown) => {
      this.logger.warn(`a login by ${oidc.issuer} failed: ${reasonOf(error)}`);
      return null;
    });
    if (account === null) {
      this.refuse(response, 401, 'The provider did not confirm who you are. The log of Holdfast says more.');
      return;
    }
    const opened = await this.sessions.openForAccount(
      account.name,
      relevantClaims(account.claims, oidc.grants),
    );
    if (opened === null) {
      const text = `You are logged in as ${account.name}, and nothing is granted to this account here. An admin can do it under access.oidc.grants.`;
      this.refuse(response, 403, text);
      return;
    }
    const { me } = opened;
    giveSession(response, opened.id, { secure: isSecure(request, oidc.publicUrl), expiresAt: me.expiresAt });
    rememberIdentity(request, { caller: me });
    response.status(200).type('html').send(onwards('/'));
  }

  private required(): OidcConfig {
    const { oidc } = this.provider;
    if (!oidc) throw new ProblemError('not-found', 'No access.oidc is configured.');
    return oidc;
  }

  private refuse(response: Response, status: number, text: string): void {
    const link = { href: ENDPOINTS['login.begin'].path, label: 'Log in again' };
    response
      .status(status)
      .type('html')
      .send(loginPage('Not logged in', text, link));
  }
}

/** Errors of the library may carry whole answers, and with them tokens; their code and message do not. */
function reasonOf(error: unknown): string {
  const { code, error: answer, message } = error as { code?: unknown; error?: unknown; message?: unknown };
  return [code, answer, message].filter((each) => typeof each === 'string').join(': ');
}
