import type { CommandUnknownOpts, Option } from '@commander-js/extra-typings';

/** What is looked up for a place of a command line. */
export type Kind = 'clusters' | 'backups' | 'restores' | 'schedules' | 'targets' | 'contexts';

/** What may come next, besides verbs and options. */
export interface Expected {
  /** Words that are known without a question. */
  words: string[];
  kind: Kind | null;
  /** The cluster that was named before, where `kind` depends on one. */
  cluster: string | null;
}

const NOTHING: Expected = { words: [], kind: null, cluster: null };

const ARGUMENTS: Record<string, Kind> = {
  cluster: 'clusters',
  id: 'backups',
  backupId: 'backups',
  restoreId: 'restores',
  schedule: 'schedules',
  target: 'targets',
};
const OPTIONS: Record<string, Kind> = {
  '--cluster': 'clusters',
  '--from': 'clusters',
  '--schedule': 'schedules',
  '--plan': 'restores',
  '--context': 'contexts',
};

/** What may follow the words before the cursor, which are whole. Pure. */
export function expectedAfter(program: CommandUnknownOpts, words: readonly string[]): Expected {
  let command = program;
  const given: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word.startsWith('-')) {
      const option = optionOf(command, word);
      if (option === null || !takesValue(option) || word.includes('=')) continue;
      if (at === words.length - 1) return forOption(option, given[0] ?? null);
      at += 1;
      continue;
    }
    const next = given.length === 0 ? command.commands.find((each) => isNamed(each, word)) : undefined;
    if (next) command = next;
    else given.push(word);
  }
  if (command.name() === 'help') return { ...NOTHING, words: topicsBelow(program, given) };
  return forArgument(command, given);
}

const isNamed = (command: CommandUnknownOpts, word: string): boolean =>
  command.name() === word || command.aliases().includes(word);

function forArgument(command: CommandUnknownOpts, given: readonly string[]): Expected {
  const all = command.registeredArguments;
  const last = all.at(-1);
  const argument = all[given.length] ?? (last?.variadic === true ? last : undefined);
  if (argument === undefined) return NOTHING;
  const kind = command.parent?.name() === 'context' ? 'contexts' : (ARGUMENTS[argument.name()] ?? null);
  return { words: argument.argChoices ?? [], kind, cluster: given[0] ?? null };
}

function forOption(option: Option, cluster: string | null): Expected {
  return { words: option.argChoices ?? [], kind: OPTIONS[option.long ?? ''] ?? null, cluster };
}

function optionOf(command: CommandUnknownOpts, word: string): Option | null {
  const [name = ''] = word.split('=');
  const known = [command, ...parentsOf(command)].flatMap(({ options }) => options);
  return known.find(({ long, short }) => long === name || short === name) ?? null;
}

function parentsOf({ parent }: CommandUnknownOpts): CommandUnknownOpts[] {
  return parent === null ? [] : [parent, ...parentsOf(parent)];
}

export const takesValue = ({ required, optional }: Option): boolean => required || optional;

function topicsBelow(program: CommandUnknownOpts, path: readonly string[]): string[] {
  let command: CommandUnknownOpts | undefined = program;
  for (const word of path) command = command?.commands.find((each) => isNamed(each, word));
  if (command === undefined) return [];
  return command
    .createHelp()
    .visibleCommands(command)
    .map((each) => each.name());
}
