import type { IndexSpec } from '../config/default-indices.ts';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import { readCreateSnapshot } from './create-snapshot.body.ts';
import type { CreateSnapshotBody } from './create-snapshot.body.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import {
  elasticError,
  indexMissing,
  invalidName,
  nameInUse,
  parseError,
  repositoryMissing,
  validationFailed,
} from './elasticsearch.errors.ts';
import { metadataBytes, metadataLimit } from './snapshot-metadata.ts';
import type { Repository, Snapshot, StoredIndex } from './elasticsearch.state.ts';
import { select, splitNames } from './patterns.ts';
import { healthOf } from './recovery.view.ts';
import { success, unsuccessful } from './snapshot.machine.ts';
import { viewSnapshot } from './snapshot-view.ts';

const accepted: Answer = { ...json({ accepted: true }, plainType), performed: true };

const forbidden: readonly (readonly [RegExp, string])[] = [
  [/[A-Z]/, 'must be lowercase'],
  [/\s/, 'must not contain whitespace'],
  [/,/, "must not contain ','"],
  [/#/, "must not contain '#'"],
  [/^_/, "must not start with '_'"],
  [/[\\/*?"<>|]/, 'must not contain the following characters [ , ", *, \\, <, |, ,, >, /, ?]'],
];

function nameProblem(
  { snapshots }: ElasticsearchComponent,
  repository: string,
  name: string,
): Answer | undefined {
  const existing = snapshots.find(repository, name);
  if (existing !== undefined) return nameInUse(repository, name, existing.state === 'IN_PROGRESS');
  const problem = forbidden.find(([pattern]) => pattern.test(name))?.[1];
  return problem === undefined ? undefined : invalidName(repository, name, problem);
}

/** The indices to take, or the error for the first one that is missing. */
function chooseIndices(
  { cluster }: ElasticsearchComponent,
  body: CreateSnapshotBody,
): StoredIndex[] | Answer {
  const names = splitNames(body.indices ?? '*');
  const { items, missing } = select(cluster.state.elasticsearch.indices, names.length === 0 ? ['*'] : names);
  const [first] = missing;
  return first === undefined || body.ignore_unavailable ? items : indexMissing(first);
}

/** What a snapshot keeps of an index. */
const specOf = ({ name, shards, docs, bytes, hidden, aliases, settings }: StoredIndex): IndexSpec => ({
  name,
  shards,
  docs,
  bytes,
  ...(hidden === undefined ? {} : { hidden }),
  ...(aliases === undefined ? {} : { aliases }),
  ...(settings === undefined ? {} : { settings }),
});

/** A repository that cannot be written still accepts the order; only a caller that waits sees the failure. */
function unwritable(call: Call, repository: Repository, name: string): Answer {
  if (call.query.get('wait_for_completion') !== 'true') return { ...accepted, performed: false };
  return elasticError(500, {
    type: 'snapshot_exception',
    reason: `[${repository.name}:${name}] failed to update snapshot in repository`,
    caused_by: { type: 'access_denied_exception', reason: `${repository.settings.location ?? ''}/index-0` },
  });
}

/** As recorded on Elasticsearch 8.16.1, without the advice at its end. */
function unassigned(repository: string, name: string, red: readonly StoredIndex[]): Answer {
  const names = red.map((index) => index.name).join(', ');
  const reason = `[${repository}:${name}] the following indices have unassigned primary shards and cannot be included in a snapshot unless [partial] is set to [true]: [${names}]`;
  return elasticError(500, { type: 'snapshot_exception', reason });
}

async function whole(
  elasticsearch: ElasticsearchComponent,
  repository: string,
  snapshot: Snapshot,
): Promise<Answer> {
  await elasticsearch.until(() => snapshot.state !== 'IN_PROGRESS');
  const options = {
    repository,
    verbose: true,
    indexNames: true,
    indexDetails: false,
    includeRepository: true,
  };
  return { ...json({ snapshot: viewSnapshot(snapshot, options) }, plainType), performed: true };
}

export function createSnapshot(
  elasticsearch: ElasticsearchComponent,
  call: Call,
  parameters: Parameters,
): Answer | Promise<Answer> {
  const { repository = '', name = '' } = parameters;
  const { cluster, snapshots } = elasticsearch;
  const body = readCreateSnapshot(call.body);
  if (body === undefined) return parseError('Failed to parse object: expecting token of type [START_OBJECT]');
  const size = metadataBytes(body.metadata);
  if (size > metadataLimit) {
    return validationFailed(`metadata must be smaller than ${metadataLimit} bytes, but was [${size}]`);
  }
  const target = snapshots.repository(repository);
  if (target === undefined) return repositoryMissing(repository);
  const problem = nameProblem(elasticsearch, repository, name);
  if (problem !== undefined) return problem;
  if (target.settings.readonly === 'true') {
    const reason = `[${repository}] cannot create snapshot in a readonly repository`;
    return elasticError(500, { type: 'repository_exception', reason });
  }
  const indices = chooseIndices(elasticsearch, body);
  if (!Array.isArray(indices)) return indices;
  const red = indices.filter((index) => healthOf(index, cluster.now()) === 'red');
  if (red.length > 0) return unassigned(repository, name, red);
  if (!snapshots.isWritable()) return unwritable(call, target, name);
  // Where there is no index, there is nothing to copy.
  const durationMs = indices.length === 0 ? 0 : cluster.state.settings.elasticsearch.snapshotDurationMs;
  const snapshot = snapshots.start(repository, {
    name,
    indices: indices.map(specOf),
    includeGlobalState: body.include_global_state,
    ...(body.metadata === undefined ? {} : { metadata: body.metadata }),
    durationMs,
  });
  const fault = indices.length === 0 ? undefined : cluster.faults.take(call, 'recordsSnapshotFails');
  const outcome = fault === undefined ? success : unsuccessful(fault.state, snapshot.indices, fault.reason);
  cluster.timeline.after(durationMs, { kind: 'snapshot-ends', repository, uuid: snapshot.uuid, outcome });
  return call.query.get('wait_for_completion') === 'true'
    ? whole(elasticsearch, repository, snapshot)
    : accepted;
}
