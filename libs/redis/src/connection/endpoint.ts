import type { RedisOptions } from 'ioredis';

/** As node's TLS takes it. */
type Tls = NonNullable<RedisOptions['tls']>;

interface Login {
  username?: string;
  password?: string;
}

/** Where Redis is, and how it is reached: at one address, or where its Sentinels say. */
export type RedisEndpoint = Login & { tls?: Tls } & (
    | { url: string }
    | {
        sentinels: Login & {
          /** The name that `sentinel monitor` gives it. */
          masterName: string;
          addresses: readonly { host: string; port: number }[];
          tls?: Tls;
        };
        database?: number;
      }
  );

/** The options of a client, with the address where there is one. */
export type ClientOptions = RedisOptions & { url?: string };

/** What tells one Redis from another. It may hold credentials. */
export function endpointName(options: ClientOptions): string {
  const { url, name, sentinels = [], db = 0 } = options;
  return url ?? `sentinel ${name} ${db} ${sentinels.map(({ host, port }) => `${host}:${port}`).join(' ')}`;
}

/** What a client of ioredis needs to reach it. */
export function clientOptions(endpoint: RedisEndpoint): ClientOptions {
  const { username, password, tls } = endpoint;
  const login = { ...(username !== undefined && { username }), ...(password !== undefined && { password }) };
  if ('url' in endpoint) {
    // ioredis would take the rediss of an address for all that is configured, and ignore the certificates.
    const url = tls === undefined ? endpoint.url : endpoint.url.replace(/^rediss:/, 'redis:');
    return { url, ...login, ...(tls !== undefined && { tls }) };
  }
  const { sentinels, database } = endpoint;
  return {
    sentinels: sentinels.addresses.map((address) => ({ ...address })),
    name: sentinels.masterName,
    ...(sentinels.username !== undefined && { sentinelUsername: sentinels.username }),
    ...(sentinels.password !== undefined && { sentinelPassword: sentinels.password }),
    ...(sentinels.tls !== undefined && { sentinelTLS: sentinels.tls }),
    ...(tls !== undefined && { tls, enableTLSForSentinelMode: true }),
    ...(database !== undefined && { db: database }),
    ...login,
  };
}
