import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from '@commander-js/extra-typings';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { address, hasCredentials } from '../options.ts';
import { table } from '../output/table.ts';
import type { Session } from '../session.ts';
import { CONTEXT_NAME, readContexts, writeContexts, type Context, type Contexts } from './contexts.ts';

function contextName(text: string): string {
  if (CONTEXT_NAME.test(text)) return text;
  throw new InvalidArgumentError('It must be 1 to 63 letters, digits, ".", "_" or "-", for example prod.');
}

const listVerb = (session: Session) =>
  new Command('list')
    .alias('ls')
    .description('list the contexts; the current one has a mark')
    .action(() =>
      session.run(({ printer, environment }) => {
        const { current, contexts } = readContexts(environment);
        const items = Object.entries(contexts).map(([name, context]) => ({
          name,
          current: name === current,
          ...context,
        }));
        printer.print({ items, next: null }, () => render(items));
        return Promise.resolve(EXIT.ok);
      }),
    );

const useVerb = (session: Session) =>
  new Command('use')
    .description('make a context the one that is asked where nothing else is given')
    .argument('<name>', 'name of the context', contextName)
    .action((name) =>
      session.run(({ printer, environment }) => {
        const known = required(readContexts(environment), name);
        writeContexts(environment, { ...known, current: name });
        printer.print({ current: name }, () => `The current context is ${name}.`);
        return Promise.resolve(EXIT.ok);
      }),
    );

const setVerb = (session: Session) =>
  new Command('set')
    .description(
      'make or change a context: an address, and where its token is found; the token itself is not stored',
    )
    .argument('<name>', 'name of the context', contextName)
    .requiredOption('--address <address>', 'where that Holdfast listens', address)
    .option('--token-file <path>', 'the file that holds the token')
    .option('--token-env <name>', 'the environment variable that holds the token')
    .action((name, { address: url, tokenFile, tokenEnv }) =>
      session.run(({ printer, environment }) => {
        if (hasCredentials(url))
          throw new ProblemAnswer(
            '--address must not hold user and password. Nothing was stored.',
            EXIT.usage,
          );
        if (tokenFile !== undefined && tokenEnv !== undefined)
          throw new ProblemAnswer('Give --token-file or --token-env, not both.', EXIT.usage);
        const context: Context = {
          url,
          // The next call may be made in another directory.
          ...(tokenFile !== undefined && { tokenFile: resolve(tokenFile) }),
          ...(tokenEnv !== undefined && { tokenEnv }),
        };
        const { current, contexts } = readContexts(environment);
        const next: Contexts = { current: current ?? name, contexts: { ...contexts, [name]: context } };
        writeContexts(environment, next);
        printer.print(
          context,
          () => `Context ${name} is ${url}${next.current === name ? ', and the current one' : ''}.`,
        );
        return Promise.resolve(EXIT.ok);
      }),
    );

const removeVerb = (session: Session) =>
  new Command('remove')
    .alias('rm')
    .description('remove a context')
    .argument('<name>', 'name of the context', contextName)
    .action((name) =>
      session.run(({ printer, environment }) => {
        const { current, contexts } = required(readContexts(environment), name);
        const left = Object.fromEntries(Object.entries(contexts).filter(([each]) => each !== name));
        writeContexts(environment, { current: current === name ? null : current, contexts: left });
        printer.print({ removed: name }, () => `Context ${name} is removed.`);
        return Promise.resolve(EXIT.ok);
      }),
    );

export const contextVerbs = (session: Session) =>
  new Command('context')
    .description('keep the addresses of several Holdfasts, and choose one')
    .addCommand(listVerb(session))
    .addCommand(useVerb(session))
    .addCommand(setVerb(session))
    .addCommand(removeVerb(session));

/** @throws ProblemAnswer with 6 where there is none of the name */
function required(contexts: Contexts, name: string): Contexts {
  if (contexts.contexts[name] !== undefined) return contexts;
  const known = Object.keys(contexts.contexts).join(', ') || 'none';
  throw new ProblemAnswer(`There is no context "${name}". Known: ${known}.`, EXIT.notFound);
}

type Item = Context & { name: string; current: boolean };

function render(items: readonly Item[]): string {
  if (items.length === 0) return 'No context is set. Make one: holdfast context set prod --address <address>';
  return table(
    ['', 'NAME', 'ADDRESS', 'TOKEN'],
    items.map(({ name, current, url, tokenFile, tokenEnv }) => [
      ...[current ? '*' : '', name, url],
      tokenFile ?? (tokenEnv === undefined ? 'none' : `$${tokenEnv}`),
    ]),
  );
}
