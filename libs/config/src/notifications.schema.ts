import { z } from 'zod';
import { ALERT_KINDS, ALERT_SEVERITIES } from '#domain';
import { duration } from './duration.schema.ts';
import { httpAddress } from './http-url.ts';
import { Secret } from './secret.ts';
import { PLAIN_NAME } from './plain-name.ts';

/** Anyone who knows such an address may post to it, so it is a secret. */
const secretUrl = (example: string) => httpAddress(example).transform((text) => new Secret(text));
/** What a header can carry; a line end would begin another one. */
const headerValue = z
  .string()
  .min(1)
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'must be a value of a header: one line, of printable Latin characters')
  .transform((text) => new Secret(text));

const webhook = z.strictObject({
  url: secretUrl('https://alerts.example.com/holdfast'),
  headers: z
    .record(z.string().regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header'), headerValue)
    .default({}),
});

const email = z.strictObject({
  smtp: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^smtps?:$/.test(new URL(text).protocol),
      'is not an SMTP address; write for example smtp://user:password@mail.example.com:587',
    )
    .transform((text) => new Secret(text)),
  from: z.email('must be an e-mail address'),
  to: z.array(z.email('must be an e-mail address')).min(1, 'must name at least one address'),
});

/** Calls an address, so that another service notices when the calls stop. */
const heartbeat = z.strictObject({
  url: secretUrl('https://ping.example.com/your-check'),
  when: z
    .enum(['backup-completed', 'alive'], { error: 'must be backup-completed or alive' })
    .default('backup-completed'),
  every: duration('1m', { min: '1s', max: '24h' }).describe('For `alive`'),
});

const WAYS = ['webhook', 'slack', 'email', 'heartbeat'] as const;

const targetSchema = z
  .strictObject({
    name: z.string().regex(PLAIN_NAME, 'must be 1 to 63 of a-z, 0-9 and -, for example ops'),
    webhook: webhook.optional(),
    slack: z.strictObject({ url: secretUrl('https://hooks.slack.com/services/…') }).optional(),
    email: email.optional(),
    heartbeat: heartbeat.optional(),
    clusters: z.array(z.string()).min(1).optional(),
    kinds: z.array(z.enum(ALERT_KINDS)).min(1).optional(),
    minSeverity: z.enum(ALERT_SEVERITIES, { error: 'must be warning or critical' }).default('warning'),
    resolved: z.boolean().default(true).describe('Also when an alert has gone'),
  })
  .superRefine((target, context) => {
    const ways = WAYS.filter((way) => target[way] !== undefined);
    if (ways.length !== 1)
      context.addIssue({
        code: 'custom',
        path: ['name'],
        message: `must have exactly one of ${WAYS.join(', ')}, and has ${ways.length === 0 ? 'none' : ways.join(' and ')}`,
      });
    if (target.heartbeat && target.kinds)
      context.addIssue({
        code: 'custom',
        path: ['kinds'],
        message: 'has no meaning for a heartbeat; remove it',
      });
  });

export const notificationsSchema = z
  .array(targetSchema)
  .default([])
  .superRefine((targets, context) => {
    const names = targets.map(({ name }) => name);
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index)
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: `"${name}" is used twice; every target needs a name of its own`,
        });
    });
  });
