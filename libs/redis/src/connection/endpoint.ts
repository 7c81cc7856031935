import type { RedisOptions } from 'ioredis';

interface HostAndPort {
  host: string;
  port: number;
}

/** As node's TLS takes it. */
type Tls = NonNullable<RedisOptions['tls']>;

interface Login {
  username?: string;
  password?: string;
}

/** Where Redis is, and how it is reached: at one address, where its Sentinels say, or a Redis Cluster. */
export type RedisEndpoint = Login & { tls?: Tls } & (
    | { url: string }
    /** Some of its servers; the others are found through them. */
    | { cluster: readonly HostAndPort[] }
    | {
        sentinels: Login & {
          /** The name that `sentinel monitor` gives it. */
          masterName: string;
          addresses: readonly HostAndPort[];
          tls?: Tls;
        };
        database?: number;
      }
  );

/** The options of a client, with the address where there is one, or with those of a cluster. */
export type ClientOptions = RedisOptions & { url?: string; cluster?: HostAndPort[] };

/** What tells one Redis from another. It may hold credentials. */
export function endpointName(options: ClientOptions): string {
  const { url, name, cluster, sentinels = [], db = 0 } = options;
  if (url !== undefined) return url;
  const of = cluster === undefined ? `sentinel ${name} ${db}` : 'cluster';
  return [of, ...(cluster ?? sentinels).map(({ host, port }) => `${host}:${port}`)].join(' ');
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
  if ('cluster' in endpoint)
    return {
      cluster: endpoint.cluster.map((each) => ({ ...each })),
      ...login,
      ...(tls !== undefined && { tls }),
    };
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
