import { getHeapStatistics } from 'node:v8';
import { parse } from 'secure-json-parse';

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

/** How much of an answer is read, and how much may be in it. */
export interface AnswerBounds {
  bytes: number;
  values: number;
}

const LIST_SHARE = 16;
const MOST_OF_A_LIST = 128 * 1024 * 1024;

/**
 * Bounds of a list of names, which grows with every backup that is kept. What is read of it must fit into the memory of the
 * process several times over: as text, and as what is made of it.
 * @param heapLimit bytes that the process may use for its objects
 */
export function listBounds(heapLimit: number): AnswerBounds {
  const share = Math.floor(heapLimit / LIST_SHARE);
  const bytes = Math.min(Math.max(share, ANSWER_BOUNDS.bytes), MOST_OF_A_LIST);
  return { bytes, values: Math.floor((bytes / ANSWER_BOUNDS.bytes) * ANSWER_BOUNDS.values) };
}

/** Those of this process. */
export const LIST_BOUNDS: AnswerBounds = listBounds(getHeapStatistics().heap_size_limit);

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
export function requireBounds(json: string, most: Pick<AnswerBounds, 'values'> = ANSWER_BOUNDS): void {
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
    if (values > most.values)
      throw new BeyondBounds(`of more than ${most.values.toLocaleString('en')} values`);
  }
}

/**
 * As JSON.parse, within bounds and without keys that reach a prototype: what an object is copied into would change with them.
 * @throws BeyondBounds
 * @throws SyntaxError for text that is no JSON, or has a key `__proto__`, or `prototype` inside of `constructor`
 */
export function parseJson(text: string, most: Pick<AnswerBounds, 'values'> = ANSWER_BOUNDS): unknown {
  requireBounds(text, most);
  return parse(text) as unknown;
}

/** As people read it: `20 MiB`. */
export function inMebibytes(bytes: number): string {
  return `${Math.floor((bytes / (1024 * 1024)) * 10) / 10} MiB`;
}
