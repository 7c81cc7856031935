import type { CaseRecord } from '../case-record.ts';

export interface Invariant {
  readonly id: `I${number}`;
  readonly title: string;
  /** What is wrong, one sentence each; empty when the invariant holds. */
  readonly check: (record: CaseRecord) => string[];
}

export interface Breach {
  readonly invariant: Invariant['id'];
  readonly message: string;
}
