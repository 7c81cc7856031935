import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { stringify } from 'yaml';
import { hashOfToken, newToken, parseDuration, tokenSchema } from '#config';
import { ROLES } from '#domain';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';

/** Needs no Holdfast: the token is made here, and only its hash goes into the configuration. */
export const tokenCreateVerb = (session: Session) =>
  new Command('create')
    .description('make a token, and the lines for holdfast.yaml that let it in')
    .requiredOption('--name <name>', 'whose it is, as runs and the audit trail will say', tokenName)
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--cluster <name...>', 'the clusters that it may see (all without it)')
    .option('--expires <when>', 'a date, a time (RFC 3339), or from now on, as 90d', expiry)
    .action(({ name, role, cluster, expires }) =>
      session.run(({ printer }) => {
        const token = newToken();
        const entry = {
          ...{ name, hash: hashOfToken(token), role },
          ...(cluster && { clusters: cluster }),
          ...(expires !== undefined && { expires }),
        };
        printer.print({ token, configuration: entry }, () => render(token, entry));
        return Promise.resolve(EXIT.ok);
      }),
    );

function render(token: string, entry: object): string {
  const lines = stringify({ access: { tokens: [entry] } }).trimEnd();
  return `${token}

# Keep the token now: it is shown once, and stored nowhere. These lines go into holdfast.yaml:
${lines}`;
}

function tokenName(text: string): string {
  const parsed = tokenSchema.shape.name.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`It ${parsed.error.issues[0]?.message ?? 'is not a name'}.`);
}

/** As the configuration takes it. */
export function expiry(text: string): string {
  const span = parseDuration(text);
  if (span !== null) return new Date(Date.now() + span).toISOString();
  const parsed = tokenSchema.shape.expires.safeParse(text);
  if (!parsed.success || parsed.data === undefined)
    throw new InvalidArgumentError('Write a date as 2027-01-31, a time as 2027-01-31T12:00:00Z, or 90d.');
  if (parsed.data <= Date.now()) throw new InvalidArgumentError('It is over already.');
  return new Date(parsed.data).toISOString();
}
