/**
 * What an answer from outside may be at most. A component that is compromised, or something else at its address, must
 * not be able to fill the memory of a process that serves other clusters, or to keep it busy.
 */
export const ANSWER_BOUNDS = {
  /** Of one answer, inflated. */
  bytes: 20 * 1024 * 1024,
  /** Objects and lists inside each other. Elasticsearch and Camunda stay below 20. */
  depth: 100,
  /** Members of all lists and objects together: small ones take far more memory than bytes on the wire. */
  values: 1_000_000,
} as const;

/** The JSON of an answer goes beyond a bound. The message says which, and quotes nothing. */
export class BeyondBounds extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BeyondBounds';
  }
}

const [QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN, CLOSE] = [34, 44, 91, 92, 93, 123, 125] as const;

/**
 * Looks through JSON once, without parsing it, so that what comes after may recurse. Text that is no JSON passes, or is
 * refused for its brackets; the parser has the last word.
 * @throws BeyondBounds when it nests deeper, or has more values, than an answer may
 */
export function requireBounds(json: string): void {
  let depth = 0;
  let values = 1;
  let quoted = false;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at += 1;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === COMMA) values += 1;
    else if (code === OPEN || code === OPEN_LIST) {
      depth += 1;
      values += 1;
      if (depth > ANSWER_BOUNDS.depth)
        throw new BeyondBounds(`nested deeper than ${ANSWER_BOUNDS.depth} levels`);
    } else if (code === CLOSE || code === CLOSE_LIST) depth -= 1;
    if (values > ANSWER_BOUNDS.values)
      throw new BeyondBounds(`of more than ${ANSWER_BOUNDS.values.toLocaleString('en')} values`);
  }
}

/** As JSON.parse. @throws BeyondBounds | SyntaxError */
export function parseJson(text: string): unknown {
  requireBounds(text);
  return JSON.parse(text) as unknown;
}

/** As people read it: `20 MiB`. */
export function inMebibytes(bytes: number): string {
  return `${bytes / (1024 * 1024)} MiB`;
}
