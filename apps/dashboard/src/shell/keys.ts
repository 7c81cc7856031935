/** What a person asks for by keys: `go` and the key of a page, or one of the others. */
export type Command = { go: string } | 'find' | 'help' | 'palette';

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  /** Whether it goes into a field, where letters are text. */
  typing: boolean;
  /** When (ms), on any clock that does not run backwards. */
  at: number;
}

/** The time between the two keys of `g c` (ms). */
const TOGETHER_MS = 1_500;

/** Makes commands of keys. Single keys do nothing while `singleKeys` is false, for who speaks to the computer. */
export class Keys {
  private goAt = -Infinity;

  press({ key, ctrlKey, metaKey, altKey, typing, at }: Press, singleKeys: boolean): Command | null {
    const goes = at - this.goAt < TOGETHER_MS;
    this.goAt = -Infinity;
    if ((ctrlKey || metaKey) && !altKey) return key.toLowerCase() === 'k' ? 'palette' : null;
    if (typing || altKey || !singleKeys) return null;
    if (goes) return { go: key };
    if (key === 'g') this.goAt = at;
    return key === '/' ? 'find' : key === '?' ? 'help' : null;
  }
}
