import type { HoldfastConfig } from '#config';
import { tlsOptions } from '#http';
import type { RedisEndpoint } from '#redis';

/** Where the configuration says that Redis is. It holds secrets: for the client only. */
export function redisEndpoint({ redis }: Pick<HoldfastConfig, 'redis'>): RedisEndpoint {
  const { url, sentinels, cluster, database } = redis;
  const access = accessOf(redis);
  if (url !== undefined) return { url: url.reveal(), ...access };
  if (cluster !== undefined) return { cluster, ...access };
  if (sentinels === undefined) throw new Error('redis has neither url, sentinels nor cluster');
  const { masterName, addresses } = sentinels;
  return {
    ...access,
    sentinels: { masterName, addresses, ...accessOf(sentinels) },
    ...(database !== undefined && { database }),
  };
}

function accessOf({
  username,
  password,
  tls,
}: Pick<HoldfastConfig['redis'], 'username' | 'password' | 'tls'>): Pick<
  RedisEndpoint,
  'username' | 'password' | 'tls'
> {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password: password.reveal() }),
    ...(tls !== undefined && { tls: tlsOptions(tls) }),
  };
}
