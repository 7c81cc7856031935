import { describe, expect, it } from '@jest/globals';
import type { FailureCode } from '#domain';
import type { StoreAnswer, StoreCause } from './answer.ts';
import { verdictOf } from './verdict.ts';
import { ENGINE_ERRORS } from './engine-errors.ts';

const action = { doing: 'take a snapshot', repository: 'camunda' };
const s3 = (code: string, status: number): StoreCause => ({
  type: 'sdk_client_exception',
  reason: `Please look at it. (Service: S3, Status Code: ${status}, Error Code: ${code})`,
});

function answer(status: number, type: string, reason: string, causes: StoreCause[] = []): StoreAnswer {
  return { status, type, reason, causes };
}

/** What engines answer, as recorded or as their source words it, and what it must mean. */
const CASES: readonly [FailureCode, 'passes' | 'stays', StoreAnswer][] = [
  ['refused', 'stays', answer(404, 'repository_missing_exception', '[camunda] missing')],
  ['unavailable', 'passes', answer(500, 'repository_exception', '[camunda] could not read repository data')],
  [
    'unavailable',
    'passes',
    answer(500, 'repository_exception', '[camunda] could not read repository data', [s3('SlowDown', 503)]),
  ],
  [
    'unavailable',
    'passes',
    answer(500, 'repository_verification_exception', '[camunda] path [b] is not accessible on master node', [
      s3('SlowDown', 503),
    ]),
  ],
  [
    'refused',
    'stays',
    answer(500, 'repository_verification_exception', '[camunda] path [b] is not accessible on master node', [
      { type: 'i_o_exception', reason: 'Unable to upload object' },
      s3('AccessDenied', 403),
    ]),
  ],
  [
    'refused',
    'stays',
    answer(500, 'repository_exception', '[camunda] could not determine generation', [
      s3('NoSuchBucket', 404),
    ]),
  ],
  [
    'refused',
    'stays',
    answer(
      500,
      'repository_exception',
      '[camunda] The repository has been disabled to prevent data corruption because its contents were found not to match its expected state.',
    ),
  ],
  [
    'repository-read-only',
    'stays',
    answer(500, 'repository_exception', '[camunda] cannot create snapshot in a readonly repository'),
  ],
  [
    'refused',
    'stays',
    answer(
      500,
      'repository_exception',
      '[camunda] Cannot add another snapshot to this repository as it already contains [29] snapshots and is configured to hold up to [29] snapshots only.',
    ),
  ],
  [
    'unavailable',
    'passes',
    answer(500, 'repository_exception', '[camunda] concurrent modification of the index-N file'),
  ],
  [
    'shards-unassigned',
    'stays',
    answer(
      500,
      'snapshot_exception',
      '[camunda:x/y] the following indices have unassigned primary shards and cannot be included in a snapshot unless [partial] is set to [true]: [zeebe-record_red]',
    ),
  ],
  [
    'unexpected-answer',
    'passes',
    answer(500, 'snapshot_exception', '[camunda:x] Snapshot could not be read'),
  ],
  ['id-in-use', 'stays', answer(400, 'snapshot_name_already_in_use_exception', 'already exists')],
  ['id-in-use', 'stays', answer(400, 'invalid_snapshot_name_exception', 'name already exists')],
  ['refused', 'stays', answer(400, 'invalid_snapshot_name_exception', 'must be lowercase')],
  ['busy', 'passes', answer(503, 'concurrent_snapshot_execution_exception', 'a cleanup is in-progress')],
  ['busy', 'passes', answer(400, 'snapshot_in_progress_exception', 'cannot close index')],
  ['snapshot-missing', 'stays', answer(500, 'snapshot_restore_exception', 'snapshot does not exist')],
  [
    'index-in-the-way',
    'stays',
    answer(500, 'snapshot_restore_exception', 'index with same name already exists in the cluster'),
  ],
  ['refused', 'stays', answer(500, 'snapshot_restore_exception', 'wrong version')],
  ['index-in-the-way', 'stays', answer(400, 'invalid_index_name_exception', 'already exists as alias')],
  ['index-in-the-way', 'stays', answer(500, 'illegal_state_exception', 'names need to be unique')],
  ['busy', 'passes', answer(400, 'validation_exception', 'this would exceed [1000] maximum shards open')],
  [
    'blocked',
    'stays',
    answer(403, 'cluster_block_exception', 'index [x] blocked by: [FORBIDDEN/8/index write (api)];'),
  ],
  [
    'blocked',
    'stays',
    answer(
      429,
      'cluster_block_exception',
      'index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];',
    ),
  ],
  [
    'unavailable',
    'passes',
    answer(503, 'cluster_block_exception', 'blocked by: [SERVICE_UNAVAILABLE/2/no master];'),
  ],
  ['refused', 'stays', answer(403, 'security_exception', 'current license is non-compliant')],
  ['unavailable', 'passes', answer(429, 'es_rejected_execution_exception', 'rejected execution')],
  ['unavailable', 'passes', answer(503, 'master_not_discovered_exception', '')],
  ['unavailable', 'passes', answer(500, 'node_disconnected_exception', 'disconnected')],
  // Types that are not in the table: by status.
  ['unavailable', 'passes', answer(429, 'new_exception', 'slow down')],
  ['unavailable', 'passes', answer(502, 'unknown', '<html>bad gateway</html>')],
  ['refused', 'stays', answer(401, 'unknown', 'who are you')],
  ['refused', 'stays', answer(400, 'illegal_argument_exception', 'no')],
  ['unexpected-answer', 'passes', answer(500, 'null_pointer_exception', 'null')],
];

describe('verdictOf', () => {
  it.each(CASES)('is %s, and %s, for %j', (code, meaning, given) => {
    expect(verdictOf(given, action)).toMatchObject({ code, retryable: meaning === 'passes' });
  });

  it('has a case for every line of the table', () => {
    const reached = new Set(CASES.map(([, , given]) => verdictOf(given, action).remedy));
    for (const { verdict, types } of ENGINE_ERRORS) {
      const sample = typeof verdict === 'function' ? verdict(answer(403, types[0]!, ''), action) : verdict;
      expect(reached).toContain(sample.remedy);
    }
  });

  it('names the right that is missing, and the privileges that grant it', () => {
    const reason =
      'action [cluster:admin/repository/verify] is unauthorized for user [holdfast] with effective roles [backup], this action is granted by the cluster privileges [manage,all]';
    expect(verdictOf(answer(403, 'security_exception', reason), action).remedy).toBe(
      'The user of records.auth needs the action cluster:admin/repository/verify, as the roles in deploy/roles have it (docs/privileges.md). Any of these cluster privileges grants it: manage,all.',
    );
  });

  it('names it in the words of OpenSearch as well', () => {
    const reason =
      'no permissions for [cluster:admin/snapshot/delete] and User [name=night, backend_roles=[]]';
    expect(verdictOf(answer(403, 'security_exception', reason), action).remedy).toBe(
      'The user of records.auth needs the action cluster:admin/snapshot/delete, as the roles in deploy/roles have it (docs/privileges.md).',
    );
  });
});
