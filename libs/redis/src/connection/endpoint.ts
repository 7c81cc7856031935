import type { RedisOptions } from 'ioredis';
import { QUEUE_PREFIX } from '#contracts/jobs';
import { ownerConnector } from './owner-connector.ts';
import { SlotOwner, type ClusterServer } from './slot-owner.ts';

/** As node's TLS takes it. */
type Tls = NonNullable<RedisOptions['tls']>;

interface Login {
  username?: string;
  password?: string;
}

/** Where Redis is, and how it is reached: at one address, where its Sentinels say, or on a server of a Redis Cluster. */
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
    | { cluster: readonly ClusterServer[] }
  );

/** The options of a client, with the address where there is one. */
export type ClientOptions = RedisOptions & { url?: string; cluster?: readonly ClusterServer[] };

/** What tells one Redis from another. It may hold credentials. */
export function endpointName(options: ClientOptions): string {
  const { url, name, sentinels = [], db = 0, cluster } = options;
  const list = (servers: readonly Partial<ClusterServer>[]): string =>
    servers.map(({ host, port }) => `${host}:${port}`).join(' ');
  if (cluster) return `cluster ${list(cluster)}`;
  return url ?? `sentinel ${name} ${db} ${list(sentinels)}`;
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
  if ('cluster' in endpoint) {
    const { cluster } = endpoint;
    const access = { ...login, ...(tls !== undefined && { tls }) };
    // Not ioredis' client for a cluster: it is for keys on many servers. After the loss of one under load, it sometimes served
    // no command again.
    return {
      ...access,
      cluster,
      Connector: ownerConnector(new SlotOwner(cluster, QUEUE_PREFIX, access), tls),
    };
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
