import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { jest } from '@jest/globals';
import Provider from 'oidc-provider';
import { freePort } from './ports.ts';

export const CLIENT = { id: 'holdfast', secret: 'the-secret-of-the-client' };

/** A certified OpenID provider on loopback. It logs in every visitor at once, as the account that the test chose. */
export class OpenIdServer {
  /** Who logs in next, and what is claimed of them. */
  account: { sub: string } & Record<string, unknown> = { sub: 'nobody' };

  private constructor(
    readonly issuer: string,
    private readonly server: Server,
  ) {}

  /** It has an address, but does not answer there yet. */
  static async create(): Promise<OpenIdServer> {
    const issuer = `http://127.0.0.1:${await freePort()}`;
    return new OpenIdServer(issuer, createServer());
  }

  /** @param publicUrl where browsers reach Holdfast */
  async serve(publicUrl: string): Promise<void> {
    // It warns that it forgets everything when it ends, as it should here.
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    const provider: Provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${publicUrl}/auth/callback`],
        },
      ],
      jwks: { keys: [signingKey()] },
      cookies: { keys: ['only for this test'] },
      claims: { profile: ['preferred_username', 'groups'], email: ['email'] },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      pkce: { required: () => true },
      features: { devInteractions: { enabled: false } },
      interactions: { url: () => '/interaction' },
      findAccount: (_: unknown, sub: string) => ({ accountId: sub, claims: () => this.account }),
      loadExistingGrant: async () => {
        const grant = new provider.Grant({ accountId: this.account.sub, clientId: CLIENT.id });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
    });
    warn.mockRestore();
    const serve = provider.callback();
    this.server.on('request', (request, response) => {
      if (request.url?.startsWith('/interaction') === true)
        void provider.interactionFinished(request, response, { login: { accountId: this.account.sub } });
      else serve(request, response);
    });
    const port = Number(new URL(this.issuer).port);
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}

function signingKey(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' };
}
