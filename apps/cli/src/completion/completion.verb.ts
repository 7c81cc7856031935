import { Argument, Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { bash, fish, zsh } from './scripts.ts';
import { wordsOf } from './words.ts';

const SHELLS = { bash, zsh, fish };
type Shell = keyof typeof SHELLS;

export const completionVerb = (session: Session) =>
  new Command('completion')
    .description('print a completion script: source <(holdfast completion bash)')
    .addArgument(new Argument('<shell>').choices(Object.keys(SHELLS) as Shell[]))
    .action((shell, _options, command) =>
      session.run(({ streams }) => {
        streams.stdout.write(SHELLS[shell](wordsOf(rootOf(command))));
        return Promise.resolve(EXIT.ok);
      }),
    );

function rootOf(command: CommandUnknownOpts): CommandUnknownOpts {
  return command.parent ? rootOf(command.parent) : command;
}
