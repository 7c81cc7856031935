import { Command, InvalidArgumentError, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { hashOfToken, newToken } from '#config/basics';
import { ROLES } from '#domain';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';

/** Needs no Holdfast: the token is made here, and only its hash goes into the configuration. */
export const tokenCreateVerb = (session: Session) =>
  new Command('create')
    .description('make a token, and the lines for holdfast.yaml that let it in')
    .requiredOption('--name <name>', 'whose it is, as runs and the audit trail will say')
    .addOption(new Option('--role <role>', 'what it may do').choices(ROLES).makeOptionMandatory())
    .option('--cluster <name...>', 'the clusters that it may see (all without it)')
    .option('--expires <when>', 'a date, a time (RFC 3339), or from now on, as 90d')
    .action(async ({ role, cluster, ...given }, command) => {
      const { expiry, tokenName } = await import('./token-values.ts');
      const name = valid(command, '--name', given.name, tokenName);
      const expires =
        given.expires === undefined ? undefined : valid(command, '--expires', given.expires, expiry);
      await session.run(async ({ printer }) => {
        const token = newToken();
        const entry = {
          ...{ name, hash: hashOfToken(token), role },
          ...(cluster && { clusters: cluster }),
          ...(expires !== undefined && { expires }),
        };
        const { stringify } = await import('yaml');
        const lines = stringify({ access: { tokens: [entry] } }).trimEnd();
        printer.document({ token, configuration: entry }, () => render(token, lines));
        return EXIT.ok;
      });
    });

function render(token: string, lines: string): string {
  return `${token}

# Keep the token now: it is shown once, and stored nowhere. These lines go into holdfast.yaml:
${lines}`;
}

/** As commander itself refuses a value: the rules are loaded with this verb alone, and its own checks cannot wait for them. */
function valid(
  command: CommandUnknownOpts,
  long: string,
  text: string,
  rule: (text: string) => string,
): string {
  try {
    return rule(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const { flags = long } = command.options.find((option) => option.long === long) ?? {};
    const message = `error: option '${flags}' argument '${text}' is invalid. ${error.message}`;
    return command.error(message, { code: error.code });
  }
}
