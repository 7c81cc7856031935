import { z } from 'zod';
import { ROLES } from '#domain';
import { timeSchema } from './run.schema.ts';

/** Who is asking, as Holdfast sees it. */
export const meSchema = z
  .strictObject({
    name: z.string().describe('Of the token or account; `anonymous` where nothing is configured'),
    role: z.enum(ROLES),
    clusters: z.array(z.string()).nullable().describe('The clusters that may be seen; null for all'),
    via: z.enum(['anonymous', 'token', 'session']),
    expiresAt: timeSchema.nullable(),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof meSchema>;

/** The ways to log in to the dashboard. Every caller may read them. */
export const loginWaysSchema = z
  .strictObject({
    required: z
      .boolean()
      .describe('false: nothing is configured, and every caller that reaches this address may do everything'),
    token: z.boolean(),
    oidc: z.strictObject({ label: z.string(), url: z.string() }).nullable(),
  })
  .meta({ id: 'LoginWays' });
export type LoginWays = z.infer<typeof loginWaysSchema>;

export const loginSchema = z.strictObject({ token: z.string().min(1).max(512) }).meta({ id: 'Login' });
export type Login = z.infer<typeof loginSchema>;

/** One entry of the audit trail: who did what, and what came of it. */
export const auditEntrySchema = z
  .strictObject({
    id: z.string(),
    at: timeSchema,
    who: z.string(),
    role: z.enum(ROLES).nullable().describe('null where the token was missing or not known'),
    action: z.string().describe('As `backup.create`, `restore.run`, `login`'),
    cluster: z.string().nullable(),
    target: z.string().nullable().describe('The backup id, restore id or schedule that it was about'),
    status: z.int().describe('HTTP status of the answer'),
    from: z.string().nullable().describe('Address of the caller'),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;
/** Query of GET /api/v1/audit. */
export const auditQuerySchema = z.strictObject({
  limit: z.coerce.number<string | number>().pipe(z.int().min(1).max(100)).default(20),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}-\d{1,10}$/, 'must be `next` of the previous page')
    .optional()
    .describe('`next` of the previous page'),
});
export const auditListSchema = z
  .strictObject({
    items: z.array(auditEntrySchema),
    next: z.string().nullable(),
  })
  .meta({ id: 'AuditList' });
export type AuditList = z.infer<typeof auditListSchema>;
