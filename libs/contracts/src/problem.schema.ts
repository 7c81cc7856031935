import { z } from 'zod';

/** Stable kinds of problem; `type` is `urn:holdfast:problem:<kind>`. */
export const PROBLEMS = {
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'backup-id-not-above-last': { status: 422, title: 'The backup id is not above the last one' },
  unauthenticated: { status: 401, title: 'The caller is not authenticated' },
  'not-allowed': { status: 403, title: 'This is not allowed' },
  'cross-site': { status: 403, title: 'The request came from another site' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'unknown-cluster': { status: 404, title: 'There is no such cluster' },
  'unknown-backup': { status: 404, title: 'There is no such backup' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'cluster-busy': { status: 409, title: 'Another run holds the cluster' },
  'unknown-restore': { status: 404, title: 'There is no such restore' },
  'unknown-deletion': { status: 404, title: 'There is no such deletion' },
  'unknown-alert': { status: 404, title: 'No such alert is raised' },
  'unknown-silence': { status: 404, title: 'There is no such silence' },
  'too-many-silences': { status: 409, title: 'The cluster has too many silences' },
  'unknown-target': { status: 404, title: 'There is no such notification target' },
  'unknown-schedule': { status: 404, title: 'There is no such schedule' },
  'schedule-not-paused': { status: 409, title: 'The schedule is not paused' },
  'no-retention': { status: 409, title: 'No retention is configured' },
  'preview-stale': { status: 409, title: 'The preview is not the current one' },
  'lock-not-held': { status: 409, title: 'No run holds the cluster with this fence' },
  'pause-owned': { status: 409, title: 'A run owns the pause' },
  'retention-running': { status: 409, title: 'A retention run is in progress' },
  'set-foreign': { status: 409, title: 'The set is not one of this cluster' },
  'confirmation-needed': { status: 409, title: 'This must be confirmed' },
  'set-kept': { status: 409, title: 'The set is kept' },
  'last-complete-set': { status: 409, title: 'It is the last complete set' },
  'set-running': { status: 409, title: 'The set is being taken' },
  'plan-stale': { status: 409, title: 'The plan is not the current one' },
  'plan-not-runnable': { status: 409, title: 'The plan cannot be run' },
  'not-waiting': { status: 409, title: 'Nothing waits for this confirmation' },
  'store-unavailable': { status: 503, title: 'A store cannot be read now' },
  'already-done': { status: 409, title: 'The run has already ended' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'redis-unavailable': { status: 503, title: 'Redis does not answer' },
  'redis-refuses-writes': { status: 503, title: 'Redis refuses writes' },
  'pause-owner-unknown': { status: 503, title: 'Redis does not tell who owns the pause' },
  'unreadable-record': { status: 503, title: 'This version of Holdfast cannot read a record' },
  internal: { status: 500, title: 'Something went wrong inside Holdfast' },
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

/** RFC 9457 problem document. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  remedy: z.string().optional().describe('What to send instead, in the words of the API'),
  errors: z.array(z.strictObject({ field: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema> & Record<string, unknown>;

export function problemType(kind: ProblemKind): string {
  return `urn:holdfast:problem:${kind}`;
}
