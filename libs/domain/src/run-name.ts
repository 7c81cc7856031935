import type { RunKind } from './procedure-shape.ts';

/** What a run is called by: unique within its cluster. */
export interface RunName {
  kind: RunKind;
  number: number;
}

/** "backup 42", "restore 43", "deletion 44": how every log line, message, lock, User-Agent and job names a run. Pure. */
export function nameOf({ kind, number }: RunName): string {
  return `${kind} ${number}`;
}
