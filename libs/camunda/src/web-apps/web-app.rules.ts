import type { WebApp } from '#domain';
import type { Answer } from '../http/answer.ts';
import { objectOf, textOf } from '../http/json-fields.ts';

/** How one web application differs from the others. */
export interface WebAppRules {
  /**
   * HTTP status of an accepted trigger: Operate and Tasklist as recorded on 8.6.0, Optimize as documented. The unified
   * application answers 200 by its source and 202 by its API description.
   */
  accepted: readonly number[];
  /** Whether an answer that is no 200 and no 404 means "no such backup (yet)". */
  saysAbsent: (answer: Answer, backupId: number) => boolean;
}

const messageOf = (answer: Answer): unknown => objectOf(answer.body)?.['message'];

/**
 * Operate on Elasticsearch asks for the snapshots of the id, gets an empty list and fails on its first element. The JVM
 * drops the message of that exception once the code is hot, so it becomes null. On OpenSearch it fails in another way
 * as long as a part is being taken. (All recorded on 8.6.0; documented is 404.)
 */
function operateSaysAbsent(answer: Answer): boolean {
  if (answer.status !== 400) return false;
  const message = messageOf(answer);
  if (message === null) return true;
  return (
    typeof message === 'string' &&
    (/^Index \d+ out of bounds/.test(message) ||
      /^Exception occurred when searching for backup/.test(message))
  );
}

/** Tasklist fails on the same empty list with a bare Spring error: no message, only the path that was asked for. */
function tasklistSaysAbsent(answer: Answer, backupId: number): boolean {
  const path = textOf(objectOf(answer.body)?.['path']);
  return answer.status === 500 && messageOf(answer) === undefined && path?.endsWith(`/${backupId}`) === true;
}

export const webAppRules: Record<WebApp, WebAppRules> = {
  operate: { accepted: [200], saysAbsent: operateSaysAbsent },
  tasklist: { accepted: [200], saysAbsent: tasklistSaysAbsent },
  webapps: { accepted: [200, 202], saysAbsent: () => false },
  optimize: { accepted: [202], saysAbsent: () => false },
};
