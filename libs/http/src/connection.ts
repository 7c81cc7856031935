import type { SigV4 } from './sigv4.ts';

/** Text that is shown only on an explicit call. */
export interface Hidden {
  reveal(): string;
}

/** How a component authenticates its callers; one of them. */
export interface ConnectionAuth {
  basic?: { username: string; password: Hidden } | undefined;
  bearer?: { token: Hidden } | undefined;
  oauth?: OAuthClient | undefined;
  /** Of each request, for managed OpenSearch; the Authorization header of `Authorization` has no part in it. */
  sigv4?: SigV4 | undefined;
}

/** For the client credentials flow. */
export interface OAuthClient {
  tokenUrl: string;
  clientId: string;
  clientSecret: Hidden;
  audience?: string | undefined;
  scope?: string | undefined;
}

/** Contents of the files, as PEM. */
export interface ConnectionTls {
  ca?: string | undefined;
  cert?: string | undefined;
  key?: Hidden | undefined;
  servername?: string | undefined;
}

/** How one component is reached, apart from its address. */
export interface Connection {
  auth?: ConnectionAuth | undefined;
  tls?: ConnectionTls | undefined;
}

/** As node's TLS takes it. */
export interface TlsOptions {
  ca?: string;
  cert?: string;
  key?: string;
  servername?: string;
}

export function tlsOptions({ ca, cert, key, servername }: ConnectionTls = {}): TlsOptions {
  return {
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key: key.reveal() }),
    ...(servername !== undefined && { servername }),
  };
}
