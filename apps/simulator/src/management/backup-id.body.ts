/** What a POST body says about the backup id, before a component decides what it makes of it. */
export type BackupIdBody =
  | { readonly kind: 'no-body' }
  | { readonly kind: 'broken-json' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'fraction'; readonly value: number }
  | { readonly kind: 'out-of-range'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'other'; readonly token: string };

const largestLong = 9_223_372_036_854_775_807n;

function readInteger(text: string): BackupIdBody {
  const value = BigInt(text);
  return value > largestLong || value < -largestLong - 1n
    ? { kind: 'out-of-range', text }
    : { kind: 'number', value: Number(value) };
}

function readValue(value: unknown, body: string): BackupIdBody {
  if (value === undefined || value === null) return { kind: 'missing' };
  if (typeof value === 'string') {
    return /^[+-]?\d+$/.test(value) ? readInteger(value.replace('+', '')) : { kind: 'text', text: value };
  }
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return { kind: 'fraction', value };
    // The digits as they were sent: JSON.parse has already rounded a large number.
    const digits = /"backupId"\s*:\s*(-?\d+)(?![\d.eE])/.exec(body)?.[1];
    return digits === undefined ? { kind: 'number', value } : readInteger(digits);
  }
  if (typeof value === 'boolean') return { kind: 'other', token: value ? 'VALUE_TRUE' : 'VALUE_FALSE' };
  return { kind: 'other', token: Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT' };
}

export function readBackupId(body: string): BackupIdBody {
  if (body.trim() === '') return { kind: 'no-body' };
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return { kind: 'other', token: 'VALUE_STRING' };
    return readValue((parsed as Record<string, unknown>).backupId, body);
  } catch {
    return { kind: 'broken-json' };
  }
}

/** An id in a path, or undefined when it is not a number. */
export const readPathId = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
