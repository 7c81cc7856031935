import { createHash } from 'node:crypto';
import { redact } from './redaction.ts';

const LENGTH = 16;

/**
 * A short digest by which processes compare what they read. It is made from the file as it is written, so a build with
 * other defaults has the same one, and without secrets, so none can be guessed from it.
 * @param written as YAML gives it, before `${NAME}` is replaced
 */
export function fingerprintOf(written: unknown, secrets: readonly string[]): string {
  const text = redact(JSON.stringify(sorted(written)), secrets);
  return createHash('sha256').update(text).digest('hex').slice(0, LENGTH);
}

/** The order of keys means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
