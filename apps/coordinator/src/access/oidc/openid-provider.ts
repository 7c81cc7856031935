import { Inject, Injectable } from '@nestjs/common';
import * as openid from 'openid-client';
import { boundedFetch } from '#http';
import { isSame, type HoldfastConfig, type OidcConfig } from '#config';
import { ENDPOINTS } from '#contracts';
import { CONFIG } from '#engine';

const TIMEOUT_SECONDS = 10;

/** What must be the same when the browser comes back. */
export interface PendingLogin {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Account {
  name: string;
  claims: Record<string, unknown>;
}

/** The OpenID provider of the configuration: authorization code flow with PKCE. */
@Injectable()
export class OpenIdProvider {
  private discovered: { oidc: OidcConfig; provider: Promise<openid.Configuration> } | null = null;

  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  get oidc(): OidcConfig | undefined {
    return this.config.access.oidc;
  }

  /** Where to send the browser. @throws Error when the provider does not answer */
  async begin(oidc: OidcConfig): Promise<{ url: string; pending: PendingLogin }> {
    const provider = await this.discover(oidc);
    const pending = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier: openid.randomPKCECodeVerifier(),
    };
    const url = openid.buildAuthorizationUrl(provider, {
      redirect_uri: callbackOf(oidc),
      scope: oidc.scopes.join(' '),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, pending };
  }

  /** Who came back. @param query of the callback, with its question mark. @throws Error when anything does not fit */
  async finish(oidc: OidcConfig, query: string, pending: PendingLogin): Promise<Account> {
    const provider = await this.discover(oidc);
    const tokens = await openid.authorizationCodeGrant(provider, new URL(callbackOf(oidc) + query), {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    const own = tokens.claims();
    if (own === undefined) throw new Error('the provider gave no ID token');
    // Many providers tell groups and names only there.
    const more = provider.serverMetadata().userinfo_endpoint
      ? await openid.fetchUserInfo(provider, tokens.access_token, own.sub)
      : {};
    const claims: Record<string, unknown> = { ...more, ...own };
    return { name: nameOf(claims, own.sub), claims };
  }

  /** Asks once; a provider that did not answer is asked again, and so is one whose configuration changed. */
  private discover(oidc: OidcConfig): Promise<openid.Configuration> {
    if (this.discovered && isSame(this.discovered.oidc, oidc)) return this.discovered.provider;
    const provider = openid
      .discovery(new URL(oidc.issuer), oidc.clientId, oidc.clientSecret.reveal(), undefined, {
        timeout: TIMEOUT_SECONDS,
        // Also for the calls that follow: keys, tokens and accounts.
        [openid.customFetch]: (url, init) => boundedFetch(url, init as RequestInit),
        // The configuration allows plain http on this machine only.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated to stand out, as it should here
        ...(oidc.issuer.startsWith('http:') && { execute: [openid.allowInsecureRequests] }),
      })
      .catch((error: unknown) => {
        if (this.discovered?.provider === provider) this.discovered = null;
        throw error;
      });
    this.discovered = { oidc, provider };
    return provider;
  }
}

function callbackOf({ publicUrl }: OidcConfig): string {
  return `${publicUrl}${ENDPOINTS['login.callback'].path}`;
}

/** What people call the account, else what the provider does. */
function nameOf(claims: Record<string, unknown>, subject: string): string {
  const names = [claims['preferred_username'], claims['email'], subject];
  const name = names.find((each): each is string => typeof each === 'string' && each !== '') ?? subject;
  return name.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}
