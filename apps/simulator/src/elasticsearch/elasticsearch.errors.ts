import type { Answer } from '../http/call.ts';
import { compact, plainType } from '../management/spring.answers.ts';

/** Elasticsearch repeats the error as its own root cause, without what caused it in turn. */
export function elasticError(
  status: number,
  error: { readonly type: string; readonly reason: string; readonly [field: string]: unknown },
  causedBy?: { readonly type: string; readonly reason: string },
): Answer {
  const cause = causedBy === undefined ? {} : { caused_by: causedBy };
  const body = { error: { root_cause: [error], ...error, ...cause }, status };
  return { status, contentType: plainType, body: compact(body) };
}

export const repositoryMissing = (repository: string): Answer =>
  elasticError(404, { type: 'repository_missing_exception', reason: `[${repository}] missing` });

export const snapshotMissing = (repository: string, name: string): Answer =>
  elasticError(404, { type: 'snapshot_missing_exception', reason: `[${repository}:${name}] is missing` });

/** A file of the snapshot is gone: the same type of error, with the file as its cause. */
export const snapshotFileMissing = (title: string, file: string): Answer =>
  elasticError(
    404,
    { type: 'snapshot_missing_exception', reason: `[${title}] is missing` },
    { type: 'no_such_file_exception', reason: file },
  );

export const nameInUse = (repository: string, name: string, running: boolean): Answer =>
  elasticError(400, {
    type: 'snapshot_name_already_in_use_exception',
    reason:
      `[${repository}:${name}] Invalid snapshot name [${name}], snapshot with the same name ` +
      (running ? 'is already in-progress' : 'already exists'),
  });

export const invalidName = (repository: string, name: string, problem: string): Answer =>
  elasticError(400, {
    type: 'invalid_snapshot_name_exception',
    reason: `[${repository}:${name}] Invalid snapshot name [${name}], ${problem}`,
  });

export function indexMissing(name: string): Answer {
  const error = {
    type: 'index_not_found_exception',
    reason: `no such index [${name}]`,
    'resource.type': 'index_or_alias',
    'resource.id': name,
    index_uuid: '_na_',
    index: name,
  };
  return elasticError(404, error);
}

export const invalidIndexName = (name: string): Answer =>
  elasticError(400, {
    type: 'invalid_index_name_exception',
    reason: `Invalid index name [${name}], must not start with '_'.`,
    index_uuid: '_na_',
    index: name,
  });

export const badRequest = (reason: string): Answer =>
  elasticError(400, { type: 'illegal_argument_exception', reason });

export const parseError = (reason: string): Answer => elasticError(400, { type: 'parse_exception', reason });

export const validationFailed = (problem: string): Answer =>
  elasticError(400, {
    type: 'action_request_validation_exception',
    reason: `Validation Failed: 1: ${problem};`,
  });
