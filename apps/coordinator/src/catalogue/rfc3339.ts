/** @param time ms since the epoch; null stays null */
export function rfc3339(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
