import { z } from 'zod';
import { ROLES } from '#domain';
import { secret } from './secret.schema.ts';
import { isLoopback } from './loopback.ts';

const role = z.enum(ROLES, { error: 'must be viewer, operator or admin' });
const clusters = z
  .array(z.string())
  .min(1, 'is empty; list clusters, or leave it out for all of them')
  .optional();

/** RFC 3339, or a plain date, which means its first moment in UTC. */
const expires = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: 'is not a time; write for example 2027-01-31T00:00:00Z, in quotes',
  })
  .transform((text) => Date.parse(text));

export const tokenSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9._@-]{0,62}$/,
      'must be 1 to 63 of letters, digits and . _ @ -, for example ci',
    ),
  hash: z
    .string()
    .regex(
      /^sha256:[0-9a-f]{64}$/,
      'is not a hash: a token itself is never written here. `holdfast token create` makes one and prints its hash; ' +
        'that of a token you have is `sha256:` and what `printf %s "$TOKEN" | sha256sum` prints',
    ),
  role,
  clusters,
  expires: expires.optional(),
});

/** An http(s) address without a slash at its end. `example` is for the message. */
export const webAddress = (example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      `is not an http(s) address; write for example ${example}`,
    )
    // Codes and tokens pass here: without TLS only on this machine.
    .refine(
      (text) => !URL.canParse(text) || !/^http:/.test(text) || isLoopback(new URL(text).hostname),
      'must be https, except on this machine',
    )
    .transform((text) => text.replace(/\/+$/, ''));

const oidcSchema = z.strictObject({
  issuer: webAddress('https://login.example.com/realms/ops'),
  clientId: z.string().min(1, 'is empty'),
  clientSecret: secret(),
  /** Where browsers reach Holdfast; `/auth/callback` below it must be registered with the provider. */
  publicUrl: webAddress('https://holdfast.example.com'),
  label: z.string().min(1, 'is empty').max(60).default('Single sign-on'),
  scopes: z
    .array(z.string().min(1))
    .refine((scopes) => scopes.includes('openid'), 'must contain openid')
    .default(['openid', 'profile', 'email']),
  grants: z
    .array(
      z.strictObject({
        /** A claim, or the path to one: `realm_access.roles`. */
        claim: z.string().min(1, 'is empty'),
        value: z.union([z.string().min(1), z.boolean(), z.number()]),
        role,
        clusters,
      }),
    )
    .min(1, 'is empty; without a grant no user could log in'),
});

/** Who may do what. Without tokens and OpenID Connect every local user may do everything, and remote callers nothing. */
export const accessSchema = z
  .strictObject({
    tokens: z.array(tokenSchema).default([]),
    oidc: oidcSchema.optional(),
    metrics: z.enum(['open', 'token'], { error: 'must be open or token' }).optional(),
    rateLimit: z
      .strictObject({
        /** Of one caller: a token or account, else an address. Without it, 600 where access is configured. */
        requestsPerMinute: z.int().min(10).max(1_000_000).optional(),
        failedLoginsPerMinute: z.int().min(1).max(10_000).default(10),
      })
      .prefault({}),
  })
  .prefault({});

export type AccessConfig = z.infer<typeof accessSchema>;
export type TokenConfig = AccessConfig['tokens'][number];
export type OidcConfig = NonNullable<AccessConfig['oidc']>;
export type GrantConfig = OidcConfig['grants'][number];

/** Whether callers must authenticate. */
export function needsLogin({ tokens, oidc }: AccessConfig): boolean {
  return tokens.length > 0 || oidc !== undefined;
}
