/** Readers for bodies that may not be what the client's types promise: errors, proxies, other versions. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

export function asText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Typed as a number or a date text by the client; the engine sends numbers, and 0 for "not yet". */
export function asTime(value: unknown): number | null {
  const time = typeof value === 'string' ? Number(value) : value;
  return typeof time === 'number' && Number.isFinite(time) && time > 0 ? time : null;
}
