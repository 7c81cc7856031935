import type { CommandUnknownOpts } from '@commander-js/extra-typings';

export interface Word {
  word: string;
  description: string;
}

/** What may follow a command: "" for the program, "backup" for a group, "backup create" for a verb. */
export interface Place {
  path: string;
  verbs: Word[];
  options: Word[];
  /** Fixed values of its argument, as of `completion`. */
  values: string[];
}

/** Every place of the command line with what may follow there. Derived, so that no verb is forgotten. */
export function wordsOf(program: CommandUnknownOpts): Place[] {
  return placesBelow(program, []);
}

function placesBelow(command: CommandUnknownOpts, path: readonly string[]): Place[] {
  const help = command.createHelp();
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
  const place: Place = {
    path: path.join(' '),
    verbs: help
      .visibleCommands(command)
      .map((verb) => ({ word: verb.name(), description: verb.description() })),
    options: options.map(({ long, short, description }) => ({ word: long ?? short ?? '', description })),
    values: command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
  };
  return [place, ...command.commands.flatMap((child) => placesBelow(child, [...path, child.name()]))];
}
