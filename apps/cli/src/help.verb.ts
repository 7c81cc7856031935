import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { EXIT } from './exit-codes.ts';
import type { Session } from './session.ts';

/** Commander's own `help` looks one command deep: `help backup create` would show that of `backup`. */
export const helpVerb = (session: Session) =>
  new Command('help')
    .description('what a command does and takes: holdfast help backup create')
    .argument('[command...]')
    .action((words, _options, command) =>
      session.run(({ say }) => {
        let found: CommandUnknownOpts = command.parent ?? command;
        for (const word of words) {
          const next = found.commands.find((each) => each.name() === word);
          if (!next) {
            say(`There is no command \`${words.join(' ')}\`. See \`holdfast help\`.`);
            return Promise.resolve(EXIT.usage);
          }
          found = next;
        }
        found.outputHelp();
        return Promise.resolve(EXIT.ok);
      }),
    );
