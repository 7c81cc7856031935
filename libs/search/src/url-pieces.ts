/** Elasticsearch refuses a request line of more than 4096 bytes; this leaves room for the rest of the address. */
const MAX_LENGTH = 3_000;

/**
 * Cuts a list into as few pieces as possible, each short enough to be a comma separated part of a path. An empty list
 * gives no piece.
 */
export function urlPieces(names: readonly string[]): string[][] {
  const pieces: string[][] = [];
  let length = Infinity;
  for (const name of names) {
    // The client escapes the comma, too.
    const more = encodeURIComponent(`,${name}`).length;
    if (length + more > MAX_LENGTH) {
      pieces.push([]);
      length = 0;
    }
    pieces.at(-1)?.push(name);
    length += more;
  }
  return pieces;
}

/** Asks for one piece after the other and puts the answers together. */
export async function byPieces<T>(
  names: readonly string[],
  ask: (piece: string[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const answers: T[] = [];
  for (const piece of urlPieces(names)) {
    // Not by spreading: that many arguments would not fit on the stack.
    for (const answer of await ask(piece)) answers.push(answer);
  }
  return answers;
}
