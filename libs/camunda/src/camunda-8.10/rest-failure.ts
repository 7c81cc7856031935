import type { StepFailure } from '#domain';
import type { Answer } from '../http/answer.ts';
import { failureOf, messageIn, refused } from '../http/answers.ts';

/** Of the users and clients of the Orchestration Cluster (8.10). */
export type Permission =
  'BACKUP:CREATE' | 'BACKUP:READ' | 'BACKUP:DELETE' | 'BACKUP:RESTORE' | 'EXPORTER:PAUSE';

const UNKNOWN_TENANT =
  'Set orchestration.tenant of this cluster in the configuration to a physical tenant that it has.';

/** A 404 is then no answer to what was asked. The text is not in the API description, and was never recorded. Pure. */
export function isUnknownTenant(answer: Answer): boolean {
  return answer.status === 404 && /physical.?tenant/i.test(messageIn(answer.body) ?? '');
}

/** The failure of an answer of the REST API that no client has a better word for. */
export function restFailure(answer: Answer, permission: Permission): StepFailure {
  const remedy = isUnknownTenant(answer) ? UNKNOWN_TENANT : remedyOf(answer.status, permission);
  return remedy === null ? failureOf(answer) : refused(answer, remedy);
}

function remedyOf(status: number, permission: Permission): string | null {
  if (status >= 300 && status < 400)
    return 'Redirects are not followed: give orchestration.rest.url without a path of a web page, and orchestration.rest.auth for its API.';
  if (status === 401)
    return 'Set orchestration.rest.auth of this cluster in the configuration to a user or client that it knows.';
  if (status === 403)
    return `Grant ${permission} to the user or client of orchestration.rest.auth, for all resources (*).`;
  if (status === 404 || status === 405)
    return 'Check that orchestration.rest.url is the REST API of Camunda 8.10 or later (by default port 8080).';
  return null;
}
