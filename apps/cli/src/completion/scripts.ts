import type { Place } from './words.ts';

/**
 * Verbs and options are written into the scripts, so that they are offered at once. What only Holdfast knows (clusters, ids)
 * is asked for by `holdfast __complete`, which gets the words before the cursor.
 */

/**
 * The longest command that the words before the cursor begin with, and what may follow it. It is not called `path`: in zsh
 * that is where programs are found.
 */
const FIND_PLACE = `  local place="" word
  for word in "\${before[@]}"; do
    case " $places " in *"|$place\${place:+ }$word|"*) place="$place\${place:+ }$word" ;; esac
  done`;

const allWords = ({ verbs, options }: Place): string =>
  [...verbs.map(({ word }) => word), ...options.map(({ word }) => word)].join(' ');

/** For bash and zsh alike: what may follow at \`path\`, the options with a value, and whether there are arguments. */
function cases(places: readonly Place[]): string {
  const arms = places.map(
    (place) =>
      `    "${place.path}") found="${allWords(place)}" valued=" ${place.valued.join(' ')} " takes="${place.takes ? 'yes' : ''}" ;;`,
  );
  return ['  case "$place" in', ...arms, '  esac'].join('\n');
}

const known = (places: readonly Place[]): string =>
  `  local places="${places.map(({ path }) => `|${path}|`).join(' ')}"`;

/** After an option with a value comes that value, and nothing else; options are known without a question. */
const ASK = `  case "$valued" in
    *" $previous "*) found="$(holdfast __complete "\${before[@]}" 2>/dev/null)" ;;
    *) case "$takes$current" in
      yes-*) ;;
      yes*) found="$found $(holdfast __complete "\${before[@]}" 2>/dev/null)" ;;
    esac ;;
  esac`;

export function bash(places: readonly Place[]): string {
  return `# holdfast completion for bash: source <(holdfast completion bash)
_holdfast() {
  local before=("\${COMP_WORDS[@]:1:COMP_CWORD-1}") current="\${COMP_WORDS[COMP_CWORD]}"
  local previous="\${COMP_WORDS[COMP_CWORD-1]}" found="" valued="" takes=""
${known(places)}
${FIND_PLACE}
${cases(places)}
${ASK}
  COMPREPLY=($(compgen -W "$found" -- "$current"))
}
complete -F _holdfast holdfast
`;
}

export function zsh(places: readonly Place[]): string {
  return `#compdef holdfast
# holdfast completion for zsh: source <(holdfast completion zsh), or save it as _holdfast in your fpath
_holdfast() {
  emulate -L zsh
  local before=("\${(@)words[2,CURRENT-1]}") current="\${words[CURRENT]}"
  local previous="\${words[CURRENT-1]}" found="" valued="" takes=""
  local -a answers
${known(places)}
${FIND_PLACE}
${cases(places)}
${ASK}
  answers=(\${=found})
  compadd -- $answers
}
compdef _holdfast holdfast
`;
}

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const ASK_FISH = "'(holdfast __complete (commandline -opc)[2..-1] 2>/dev/null)'";

export function fish(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, verbs, options, valued, takes }) => {
    const here = `complete -c holdfast -f -n ${quoted(`__holdfast_at ${quoted(path)}`)}`;
    return [
      ...verbs.map(({ word, description }) => `${here} -a ${word} -d ${quoted(description)}`),
      ...(takes ? [`${here} -a ${ASK_FISH}`] : []),
      ...options.map(({ word, description }) => {
        const value = valued.includes(word) ? ` -x -a ${ASK_FISH}` : '';
        return `${here} -l ${word.replace(/^--/, '')}${value} -d ${quoted(description)}`;
      }),
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
complete -c holdfast -s o -x -a ${ASK_FISH}
`;
}
