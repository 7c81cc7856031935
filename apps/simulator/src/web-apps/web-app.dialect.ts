import type { Answer, Call } from '../http/call.ts';
import type { BackupIdBody } from '../management/backup-id.body.ts';
import type { Print } from '../management/spring.answers.ts';

/** Why the snapshots cannot be looked at. */
export interface Unavailable {
  readonly cause: 'repository-missing' | 'elasticsearch-down';
  readonly message: string;
}

export type UnreadableBody = Exclude<BackupIdBody, { kind: 'number' | 'fraction' | 'missing' }>;

/** Operate and Tasklist do the same and say it differently. */
export interface WebAppDialect {
  readonly app: 'operate' | 'tasklist';
  readonly print: Print;
  /** The Allow header of the collection: each has its own order. */
  readonly allow: readonly string[];
  /** The health indicator that watches Elasticsearch. */
  readonly indicator: string;
  invalidRequest(message: string): Answer;
  unreadableBody(call: Call, body: UnreadableBody): Answer;
  unsupportedType(call: Call, type: string): Answer;
  badPathId(call: Call, text: string): Answer;
  negativeId(value: number): Answer;
  /** `count` says how often an unknown id was asked for. */
  unknownBackup(call: Call, options: { readonly count: number; readonly nullAfter: number }): Answer;
  unavailable(problem: Unavailable): Answer;
}
