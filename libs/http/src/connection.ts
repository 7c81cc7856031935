/** Text that is shown only on an explicit call. */
export interface Hidden {
  reveal(): string;
}

/** How AWS is shown who asks: with keys of the configuration, or with those of the process's own environment. */
export interface SigV4 {
  region: string;
  /** `es` for a managed domain, `aoss` for a serverless collection. */
  service: 'es' | 'aoss';
  /** Left out: the credential chain of AWS (environment, shared files, web identity, container, instance). */
  keys?: { accessKeyId: string; secretAccessKey: Hidden; sessionToken?: Hidden | undefined } | undefined;
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
