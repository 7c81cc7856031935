import { readFileSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import type { HoldfastConfig } from '#config';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { plural } from '../output/format.ts';
import type { Context, Session } from '../session.ts';

const FILE = 'the file (HOLDFAST_CONFIG where it is left out)';

const validateVerb = (session: Session) =>
  new Command('validate')
    .description('check a configuration without starting anything: every problem with its key and its remedy')
    .argument('[file]', FILE)
    .action((given) =>
      session.run(async (context) => {
        const { file, text } = fileOf(context, given);
        const { ConfigError, parseConfig } = await import('#config');
        try {
          const { clusters } = parseConfig(text, context.environment, file);
          context.printer.print(
            { file, ok: true, problems: [] },
            () => `${file} can be used: ${namesOf(clusters)}.`,
          );
          return EXIT.ok;
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          context.printer.print({ file, ok: false, problems: error.problems }, () => error.message);
          return EXIT.usage;
        }
      }),
    );

const explainVerb = (session: Session) =>
  new Command('explain')
    .description(
      'print every value that is in force with a configuration, and where it comes from; secrets are masked',
    )
    .argument('[file]', FILE)
    .action((given) =>
      session.run(async (context) => {
        const { file, text } = fileOf(context, given);
        const [{ ConfigError, parseConfig }, { explain, renderValues }] = await Promise.all([
          import('#config'),
          import('./explain.ts'),
        ]);
        try {
          const values = explain(parseConfig(text, context.environment, file), text, context.environment);
          context.printer.print({ items: values, next: null }, () => renderValues(values));
          return EXIT.ok;
        } catch (error) {
          if (!(error instanceof ConfigError)) throw error;
          throw new ProblemAnswer(error.message, EXIT.usage);
        }
      }),
    );

export const configVerbs = (session: Session) =>
  new Command('config')
    .description('check and explain a configuration file; needs no Holdfast')
    .addCommand(validateVerb(session))
    .addCommand(explainVerb(session));

function namesOf(clusters: HoldfastConfig['clusters']): string {
  return `${plural(clusters.length, 'cluster')} (${clusters.map(({ name }) => name).join(', ')})`;
}

function fileOf({ environment }: Context, given: string | undefined): { file: string; text: string } {
  const file = given ?? environment.HOLDFAST_CONFIG;
  if (file === undefined || file === '')
    throw new ProblemAnswer('Name the file, or set HOLDFAST_CONFIG to it.', EXIT.usage);
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new ProblemAnswer(`${file} cannot be read (${code}); correct its name.`, EXIT.usage);
  }
}
