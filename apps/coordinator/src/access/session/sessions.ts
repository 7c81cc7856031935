import { Inject, Injectable } from '@nestjs/common';
import { needsLogin, type HoldfastConfig, type TokenConfig } from '#config';
import type { Me } from '#contracts';
import { SessionStore } from '#redis';
import { TokenBook } from '#app';
import { CONFIG } from '#engine';
import { sessionKey } from './session-key.ts';
import { grantOf } from '../oidc/grants.ts';

export const SESSION_STORE = Symbol('SESSION_STORE');

const LONGEST_MS = 12 * 60 * 60 * 1000;

/** What is kept of a session: who, and never what they may do, which is read from the configuration every time. */
type Kept = { until: number } & (
  { token: { name: string } } | { account: { name: string; claims: Record<string, unknown> } }
);

export interface OpenedSession {
  id: string;
  me: Me;
}

/** Sessions of the dashboard. One ends after 12 hours, or when the credential that opened it is no longer valid. */
@Injectable()
export class Sessions {
  private readonly book: TokenBook;

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    @Inject(SESSION_STORE) private readonly store: SessionStore,
  ) {
    this.book = new TokenBook(config);
  }

  /** @returns null when the token is not known */
  async openForToken(shown: string): Promise<OpenedSession | null> {
    const token = this.book.find(shown);
    if (token === null) return null;
    return this.open({ until: Date.now() + LONGEST_MS, token: { name: token.name } });
  }

  /** For an account of the OpenID provider. @param claims those that grants look at. @returns null when no grant fits */
  async openForAccount(name: string, claims: Record<string, unknown>): Promise<OpenedSession | null> {
    return this.open({ until: Date.now() + LONGEST_MS, account: { name, claims } });
  }

  /** Whose session it is, by today's configuration; null when there is none, or no more. */
  async find(id: string): Promise<Me | null> {
    if (!needsLogin(this.config.access)) return null;
    const kept = (await this.store.find(id, (value) => this.keyOf(value))) as Kept | null;
    return kept === null ? null : this.whose(kept);
  }

  /** Idempotent. */
  close(id: string): Promise<void> {
    return this.store.forget(id);
  }

  private async open(kept: Kept): Promise<OpenedSession | null> {
    const me = this.whose(kept);
    if (me === null) return null;
    const ttl = Date.parse(me.expiresAt ?? '') - Date.now();
    const key = this.keyOf(kept);
    return key && { id: await this.store.keep(kept, Math.max(1, ttl), key), me };
  }

  /** By what the session was opened with: with another token of that name, or another client secret, it is not sealed. */
  private keyOf(value: unknown): Buffer | null {
    const { token, account } = (value ?? {}) as { token?: { name?: unknown }; account?: unknown };
    if (typeof token?.name === 'string') {
      const hash = this.book.again(token.name)?.hash;
      return hash === undefined ? null : sessionKey(hash);
    }
    const { oidc } = this.config.access;
    return account === undefined || !oidc ? null : sessionKey(oidc.clientSecret.reveal());
  }

  private whose(kept: Kept): Me | null {
    if (kept.until <= Date.now()) return null;
    if ('token' in kept) {
      const token = this.book.again(kept.token.name);
      return token && { ...ofToken(token), via: 'session', expiresAt: earlier(kept.until, token.expires) };
    }
    const { name, claims } = kept.account;
    const grant = grantOf(claims, this.config.access.oidc?.grants ?? []);
    // No token can have such a name, so that the audit trail and the limits keep them apart.
    return grant && { name: `oidc:${name}`, ...grant, via: 'session', expiresAt: earlier(kept.until) };
  }
}

/** Who is known by a token. */
export function ofToken({ name, role, clusters, expires }: TokenConfig): Me {
  return {
    ...{ name, role, clusters: clusters ?? null, via: 'token' },
    expiresAt: expires === undefined ? null : new Date(expires).toISOString(),
  };
}

function earlier(until: number, expires = Infinity): string {
  return new Date(Math.min(until, expires)).toISOString();
}
