/** What to do when something else answers than the configuration says. */
export function strangerThan(expected: string, found: string): string {
  return `what answers there is ${found}, and records.engine says ${expected}. Set records.engine to what it is, or correct records.url.`;
}
