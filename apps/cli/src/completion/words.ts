import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { takesValue } from './expected.ts';

export interface Word {
  word: string;
  description: string;
}

/** What may follow a command: "" for the program, "backup" for a group, "backup create" for a verb. */
export interface Place {
  path: string;
  verbs: Word[];
  options: Word[];
  /** Options after which a value comes. */
  valued: string[];
  /** Whether it has arguments, whose values are asked for. */
  takes: boolean;
}

/** Every place of the command line with what may follow there. Derived, so that no verb is forgotten. */
export function wordsOf(program: CommandUnknownOpts): Place[] {
  return placesBelow(program, []);
}

function placesBelow(command: CommandUnknownOpts, path: readonly string[]): Place[] {
  const help = command.createHelp();
  const options = [...help.visibleOptions(command), ...help.visibleGlobalOptions(command)];
  const verbs = help.visibleCommands(command);
  const place: Place = {
    path: path.join(' '),
    verbs: verbs.map((verb) => ({ word: verb.name(), description: verb.description() })),
    options: options.map(({ long, short, description }) => ({ word: long ?? short ?? '', description })),
    valued: options
      .filter(takesValue)
      .flatMap(({ long, short }) => [long, short].filter((name) => name !== undefined)),
    takes: command.registeredArguments.length > 0,
  };
  return [
    place,
    ...verbs.flatMap((child) =>
      [child.name(), ...child.aliases()].flatMap((name) => placesBelow(child, [...path, name])),
    ),
  ];
}
