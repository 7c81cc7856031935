/** One entry of the word list: how it may be written, and what to write instead. */
export interface Word {
  /** All forms that are refused; upper and lower case are the same, and a space may be a line break. */
  readonly forms: readonly string[];
  readonly instead: string;
}

export interface Finding {
  /** From 1. */
  readonly line: number;
  /** As the text has it, on one line. */
  readonly found: string;
  readonly instead: string;
}

const auxiliary = (rest: string): string[] =>
  ['is', 'are', 'was', 'were', 'be', 'been', 'stay', 'stays', 'stayed'].map((verb) => `${verb} ${rest}`);

/**
 * The words that this project does not use. They made readers learn a dialect: indefinite persons who hide the
 * subject of a sentence, and literal translations. CONTRIBUTING.md has the list for people.
 */
export const WORDS: readonly Word[] = [
  { forms: ['whoever', 'whomever'], instead: 'the role: a caller that, an operator who' },
  { forms: ['nobody'], instead: 'the subject in the plural, or "no" with a noun: no process, no worker' },
  { forms: ['somebody', 'anybody', 'everybody'], instead: 'the role: an operator, a caller, every user' },
  { forms: ['anew'], instead: 'again' },
  { forms: ['go on', 'goes on', 'going on', 'went on', 'gone on'], instead: 'continue' },
  { forms: ['of ours', 'of yours', 'of theirs'], instead: 'our, your, their' },
  { forms: ['so long', 'so many', 'so much', 'so often'], instead: 'a number, or "that many"' },
  { forms: ['stand in', 'stands in', 'stood in'], instead: 'is in, is written in, replaces' },
  { forms: ['mend', 'mends', 'mended', 'mending'], instead: 'remedy, fix' },
  { forms: ['said'], instead: 'reported, wrote' },
  { forms: ['told'], instead: 'notified, reported' },
  { forms: ['any more'], instead: 'no longer' },
  { forms: auxiliary('away'), instead: 'is down, cannot be reached' },
  { forms: ['beside'], instead: 'next to, alongside' },
  { forms: ['begun'], instead: 'started' },
  { forms: ['all the same'], instead: 'anyway, still' },
  { forms: ['for ever'], instead: 'permanently' },
  { forms: ['made good', 'make good', 'makes good'], instead: 'recovered, corrected' },
];

const patternOf = (form: string): RegExp => new RegExp(`\\b${form.replaceAll(' ', '\\s+')}\\b`, 'giu');

/** Every listed word of a text, in the order of the text. The text is prose: code is taken out before. */
export function findWords(prose: string, words: readonly Word[] = WORDS): Finding[] {
  return words
    .flatMap(({ forms, instead }) =>
      forms.flatMap((form) =>
        [...prose.matchAll(patternOf(form))].map((match) => ({ at: match.index, text: match[0], instead })),
      ),
    )
    .sort((one, other) => one.at - other.at)
    .map(({ at, text, instead }) => ({
      line: prose.slice(0, at).split('\n').length,
      found: text.replaceAll(/\s+/g, ' '),
      instead,
    }));
}
