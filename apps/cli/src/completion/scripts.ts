import type { Place } from './words.ts';

/** Values of the one global option that has fixed ones. */
const OUTPUTS = 'table json yaml';

/** The longest command that the words before the cursor begin with, and what may follow it. */
const FIND_PLACE = `  local path="" word
  for word in "\${before[@]}"; do
    case " $places " in *"|$path\${path:+ }$word|"*) path="$path\${path:+ }$word" ;; esac
  done`;

const allWords = ({ verbs, values, options }: Place): string =>
  [...verbs.map(({ word }) => word), ...values, ...options.map(({ word }) => word)].join(' ');

/** For bash and zsh alike: \`words\` becomes what may follow at \`path\`. */
function cases(places: readonly Place[]): string {
  const arms = places.map((place) => `    "${place.path}") words="${allWords(place)}" ;;`);
  return ['  case "$path" in', ...arms, '  esac'].join('\n');
}

const known = (places: readonly Place[]): string =>
  `  local places="${places.map(({ path }) => `|${path}|`).join(' ')}"`;

export function bash(places: readonly Place[]): string {
  return `# holdfast completion for bash: source <(holdfast completion bash)
_holdfast() {
  local before=("\${COMP_WORDS[@]:1:COMP_CWORD-1}") current="\${COMP_WORDS[COMP_CWORD]}" words=""
${known(places)}
${FIND_PLACE}
${cases(places)}
  case "\${COMP_WORDS[COMP_CWORD-1]}" in -o|--output) words="${OUTPUTS}" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _holdfast holdfast
`;
}

export function zsh(places: readonly Place[]): string {
  return `#compdef holdfast
# holdfast completion for zsh: source <(holdfast completion zsh), or save it as _holdfast in your fpath
_holdfast() {
  emulate -L zsh
  local before=("\${(@)words[2,CURRENT-1]}") previous="\${words[CURRENT-1]}" found=""
  local -a answers
${known(places)}
${FIND_PLACE}
${cases(places).replaceAll('words="', 'found="')}
  case "$previous" in -o|--output) found="${OUTPUTS}" ;; esac
  answers=(\${=found})
  compadd -- $answers
}
compdef _holdfast holdfast
`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, verbs, options, values }) => {
    const here = `complete -c holdfast -f -n ${quoted(`__holdfast_at ${quoted(path)}`)}`;
    return [
      ...[...verbs, ...values.map((word) => ({ word, description: '' }))].map(
        ({ word, description }) => `${here} -a ${word} -d ${quoted(description)}`,
      ),
      ...options.map(
        ({ word, description }) => `${here} -l ${word.replace(/^--/, '')} -d ${quoted(description)}`,
      ),
    ];
  });
  return `# holdfast completion for fish: holdfast completion fish | source
set -g __holdfast_places ${places.map(({ path }) => quoted(path)).join(' ')}
function __holdfast_at
    set -l path
    for word in (commandline -opc)[2..-1]
        set -l longer (string trim -- "$path $word")
        contains -- "$longer" $__holdfast_places; and set path $longer
    end
    test "$path" = "$argv[1]"
end
${lines.join('\n')}
complete -c holdfast -s o -l output -x -a ${quoted(OUTPUTS)}
`;
}
