import { z } from 'zod';
import { connection } from './connection.schema.ts';
import { secret } from './secret.schema.ts';
import { Secret } from './secret.ts';

const DEFAULT_URL = 'redis://127.0.0.1:6379';

/** Each says by itself where Redis is. */
const PLACES = ['url', 'sentinels', 'cluster'] as const;

const redisUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^rediss?:$/.test(new URL(text).protocol),
    'is not a Redis address; write for example redis://127.0.0.1:6379',
  );

/** A host and its port, as Sentinel and Redis Cluster have them; write an IPv6 address in brackets. */
const hostAndPort = z.string().transform((text, context) => {
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+)):(\d{1,5})$/.exec(text);
  const host = found?.[1] ?? found?.[2];
  const port = Number(found?.[3]);
  if (host !== undefined && port > 0 && port < 65_536) return { host, port };
  context.addIssue({
    code: 'custom',
    message: 'is not a host with its port; write for example redis-0:6379',
  });
  return z.NEVER;
});

/** Of an ACL user, or of the default one where there is only a password. */
const login = { username: z.string().min(1, 'is empty').optional(), password: secret().optional() };

const sentinelsSchema = z
  .strictObject({
    masterName: z.string().min(1, 'is empty; it is the name in "sentinel monitor" of sentinel.conf'),
    addresses: z.array(hostAndPort).min(1, 'must name at least one Sentinel'),
    ...login,
    tls: connection.tls,
  })
  .superRefine(requirePassword);

function requirePassword(
  { username, password }: { username?: string | undefined; password?: Secret | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (username !== undefined && password === undefined)
    context.addIssue({ code: 'custom', path: ['password'], message: 'a username needs its password' });
}

/** Where Redis is: at one address, where its Sentinels say, or a Redis Cluster. */
export const redisSchema = z
  .strictObject({
    url: redisUrl.optional(),
    sentinels: sentinelsSchema.optional(),
    cluster: z.array(hostAndPort).min(1, 'must name at least one server').optional(),
    ...login,
    database: z.int().min(0).optional(),
    tls: connection.tls,
  })
  .superRefine((redis, context) => {
    const problem = (key: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [key], message });
    requirePassword(redis, context);
    const [first, second] = PLACES.filter((key) => redis[key] !== undefined);
    if (second !== undefined) problem(second, `must not stand next to redis.${first}; remove one of them`);
    if (redis.database !== undefined && redis.sentinels === undefined)
      problem('database', 'is for redis.sentinels; an address has it at its end, as in redis://host:6379/1');
    if (redis.sentinels !== undefined || redis.cluster !== undefined) return;
    const text = redis.url ?? DEFAULT_URL;
    // Reported already.
    if (!URL.canParse(text)) return;
    const { protocol, username, password } = new URL(text);
    if (redis.tls !== undefined && protocol !== 'rediss:')
      problem('tls', 'needs a redis.url that begins with rediss://');
    if (redis.password !== undefined && (username !== '' || password !== ''))
      problem('password', 'must not stand next to a redis.url with credentials; remove one of them');
  })
  .transform(({ url, ...redis }) => ({
    ...redis,
    /** Absent where there are Sentinels or a cluster. */
    url:
      redis.sentinels === undefined && redis.cluster === undefined
        ? new Secret(url ?? DEFAULT_URL)
        : undefined,
  }));
