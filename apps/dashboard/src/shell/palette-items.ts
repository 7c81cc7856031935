import { wordsOf } from '../overview/query.ts';

/** One thing that the palette offers. */
export interface PaletteItem {
  label: string;
  /** What kind of thing it is: "page", "cluster", "action". */
  kind: string;
  run: () => void;
}

/** More are not shown: with one more letter there are fewer. */
const MOST = 50;

/**
 * The items in which every word is found, the best first: those that begin with the text, then those in which every word begins
 * one, then the rest; among equals in the given order. Pure.
 */
export function matching<Of extends Pick<PaletteItem, 'label' | 'kind'>>(
  items: readonly Of[],
  text: string,
): Of[] {
  const words = wordsOf(text);
  const ranked = items.flatMap((item) => {
    const rank = rankOf(item.label.toLowerCase(), words);
    return rank === null ? [] : [{ item, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, MOST).map(({ item }) => item);
}

function rankOf(label: string, words: readonly string[]): number | null {
  if (!words.every((word) => label.includes(word))) return null;
  if (label.startsWith(words.join(' '))) return 0;
  const beginnings = label.split(/[^a-z0-9]+/);
  return words.every((word) => beginnings.some((each) => each.startsWith(word))) ? 1 : 2;
}
