import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { needsLogin, type HoldfastConfig } from '#config';
import { basicCredentials, bearerToken, TokenBook } from '#app';
import { CONFIG } from '#engine';
import { ANONYMOUS, type Identity } from '../http/caller.ts';
import { Sessions, ofToken } from './session/sessions.ts';
import { cookieOf, SESSION_COOKIE } from './session/session-cookie.ts';

/** Finds out who sent a request. Never throws: what is wrong is part of the answer. */
@Injectable()
export class Authenticator {
  private readonly book: TokenBook;

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly sessions: Sessions,
  ) {
    this.book = new TokenBook(config);
  }

  /** By bearer token, else by session; every caller is anonymous where nothing is configured. */
  async identify(request: Request): Promise<Identity> {
    if (!needsLogin(this.config.access)) return { caller: ANONYMOUS };
    const token = bearerToken(request.headers.authorization);
    if (token !== null) return this.byToken(token);
    const id = cookieOf(request, SESSION_COOKIE);
    if (id === null) return { caller: null };
    return this.sessions.find(id).then(
      (caller) => ({ caller }),
      (trouble: unknown) => ({ caller: null, trouble }),
    );
  }

  /** By what a browser asks a person for: any user name, and a token as the password. For pages, not for the API. */
  byPassword(request: Request): Identity | null {
    const given = basicCredentials(request.headers.authorization);
    return given === null || !needsLogin(this.config.access) ? null : this.byToken(given.password);
  }

  /** By `bullBoard.user` and `.password`; null when something else was sent, or there are none. */
  byBoardPassword(request: Request): Identity | null {
    const board = this.config.bullBoard;
    const given = basicCredentials(request.headers.authorization);
    if (!board || given === null) return null;
    const same = equal(`${given.user}:${given.password}`, `${board.user}:${board.password.reveal()}`);
    return same ? { caller: { ...ANONYMOUS, name: `board:${board.user}`, via: 'token' } } : null;
  }

  private byToken(shown: string): Identity {
    const token = this.book.find(shown);
    return token === null ? { caller: null, wrong: true } : { caller: ofToken(token) };
  }
}

/** In a time that does not depend on where they differ. */
function equal(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
