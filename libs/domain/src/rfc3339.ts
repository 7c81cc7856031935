/** @param time ms since the epoch; null stays null */
export function rfc3339(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** The way back. @returns ms since the epoch; null for a time that is not there */
export function timeOf(text: string | null | undefined): number | null {
  return text == null ? null : Date.parse(text);
}
