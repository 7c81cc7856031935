import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import { catAnswer, catDuration } from './cat.answers.ts';
import { createSnapshot } from './create-snapshot.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import {
  elasticError,
  repositoryMissing,
  snapshotFileMissing,
  snapshotMissing,
  validationFailed,
} from './elasticsearch.errors.ts';
import type { Snapshot } from './elasticsearch.state.ts';
import { select, splitNames } from './patterns.ts';
import { RestoreMachine } from './restore.machine.ts';
import { lostFilePath } from './snapshot-files.ts';
import { viewSnapshot, viewStatus } from './snapshot-view.ts';

const isFlag = (call: Call, name: string, preset: boolean): boolean =>
  (call.query.get(name) ?? String(preset)) !== 'false';

/** The snapshots that names, patterns, `_all` or `_current` mean; an error names the first that is missing. */
function choose(
  elasticsearch: ElasticsearchComponent,
  call: Call,
  parameters: Parameters,
): Snapshot[] | Answer {
  const { repository = '', name = '' } = parameters;
  const everywhere = repository === '_all' || repository === '*';
  if (!everywhere && elasticsearch.snapshots.repository(repository) === undefined)
    return repositoryMissing(repository);
  const repositories = everywhere
    ? elasticsearch.cluster.state.elasticsearch.repositories.map((each) => each.name)
    : [repository];
  const all = repositories.flatMap((each) => elasticsearch.snapshots.list(each));
  if (name === '_current') return all.filter(({ state }) => state === 'IN_PROGRESS');
  const { items, missing } = select(all, splitNames(name));
  const [first] = missing;
  return first === undefined || isFlag(call, 'ignore_unavailable', false)
    ? items
    : snapshotMissing(repository, first);
}

const sorters: Readonly<Record<string, (snapshot: Snapshot) => number | string>> = {
  start_time: ({ startedAt }) => startedAt,
  name: ({ name }) => name,
  duration: ({ startedAt, endedAt }) => (endedAt ?? startedAt) - startedAt,
  index_count: ({ indices }) => indices.length,
  shard_count: ({ indices }) => indices.reduce((sum, { shards }) => sum + shards, 0),
  failed_shard_count: ({ failures }) => failures.length,
};

function sorted(snapshots: Snapshot[], call: Call): Snapshot[] {
  const by = sorters[call.query.get('sort') ?? 'start_time'] ?? (({ startedAt }: Snapshot) => startedAt);
  const ascending = snapshots.toSorted((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
  return call.query.get('order') === 'desc' ? ascending.reverse() : ascending;
}

function get(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const { repository = '' } = parameters;
  if (!isFlag(call, 'verbose', true) && call.query.has('size')) {
    return validationFailed("can't use size limit with verbose=false");
  }
  const chosen = choose(elasticsearch, call, parameters);
  if (!Array.isArray(chosen)) return chosen;
  const offset = Number(call.query.get('offset') ?? 0);
  const size = Number(call.query.get('size') ?? -1);
  const page = sorted(chosen, call).slice(offset, size < 0 ? undefined : offset + size);
  const options = {
    repository,
    verbose: isFlag(call, 'verbose', true),
    indexNames: isFlag(call, 'index_names', true),
    indexDetails: isFlag(call, 'index_details', false),
    includeRepository: isFlag(call, 'include_repository', true),
  };
  const snapshots = page.map((snapshot) => viewSnapshot(snapshot, options));
  return json(
    { snapshots, total: chosen.length, remaining: chosen.length - offset - page.length },
    plainType,
  );
}

function status(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const { repository = '' } = parameters;
  const chosen = choose(elasticsearch, call, parameters);
  if (!Array.isArray(chosen)) return chosen;
  const now = elasticsearch.cluster.now();
  for (const { name, uuid, lost } of chosen) {
    const list = lost?.find(({ file }) => file === 'shardList');
    if (list === undefined) continue;
    return snapshotFileMissing(`${repository}:${name}/${uuid}`, lostFilePath(repository, uuid, list));
  }
  return json({ snapshots: chosen.map((snapshot) => viewStatus(snapshot, repository, now)) }, plainType);
}

/** Without names: what is running, in one repository or in all. */
function running(elasticsearch: ElasticsearchComponent, parameters: Parameters): Answer {
  const { cluster, snapshots } = elasticsearch;
  const names = cluster.state.elasticsearch.repositories.map(({ name }) => name);
  const { repository } = parameters;
  if (repository !== undefined && !names.includes(repository)) return repositoryMissing(repository);
  const views = (repository === undefined ? names : [repository]).flatMap((name) =>
    snapshots
      .list(name)
      .filter(({ state }) => state === 'IN_PROGRESS')
      .map((snapshot) => viewStatus(snapshot, name, cluster.now())),
  );
  return json({ snapshots: views }, plainType);
}

const beingRestored = (title: string): Answer =>
  elasticError(503, {
    type: 'concurrent_snapshot_execution_exception',
    reason: `[${title}] cannot delete snapshot during a restore in progress in [RestoreInProgress[{${title}}]]`,
  });

function remove(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const chosen = choose(elasticsearch, call, parameters);
  if (!Array.isArray(chosen)) return chosen;
  const restores = new RestoreMachine(elasticsearch.cluster);
  const used = chosen.find(({ name }) => restores.uses(parameters.repository ?? '', name));
  if (used !== undefined) return beingRestored(`${parameters.repository ?? ''}:${used.name}/${used.uuid}`);
  const names = chosen.map(({ name }) => name);
  const deleted = elasticsearch.snapshots.delete(parameters.repository ?? '', names);
  return { ...json({ acknowledged: true }, plainType), performed: deleted.length > 0 };
}

const clockTime = (time: number): string => new Date(time).toISOString().slice(11, 19);
const epoch = (time: number): string => String(Math.floor(time / 1000));

/** The same snapshots as a table. */
function cat(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const { repository = '' } = parameters;
  const chosen = choose(elasticsearch, call, { repository, name: '_all' });
  if (!Array.isArray(chosen)) return chosen;
  const rows = chosen.map(({ name, state, startedAt, endedAt, indices, failures }) => {
    const total = indices.reduce((sum, { shards }) => sum + shards, 0);
    return {
      id: name,
      repository,
      status: state,
      start_epoch: epoch(startedAt),
      start_time: clockTime(startedAt),
      end_epoch: epoch(endedAt ?? 0),
      end_time: clockTime(endedAt ?? 0),
      duration: catDuration((endedAt ?? elasticsearch.cluster.now()) - startedAt),
      indices: String(indices.length),
      successful_shards: String(endedAt === null ? 0 : total - failures.length),
      failed_shards: String(failures.length),
      total_shards: String(total),
    };
  });
  return catAnswer(call, rows);
}

export const snapshotRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  {
    method: 'GET',
    path: '/_cat/snapshots/:repository',
    handle: (call, given) => cat(elasticsearch, call, given),
  },
  { method: 'GET', path: '/_snapshot/_status', handle: () => running(elasticsearch, {}) },
  {
    method: 'GET',
    path: '/_snapshot/:repository/_status',
    handle: (_, given) => running(elasticsearch, given),
  },
  {
    method: 'GET',
    path: '/_snapshot/:repository/:name/_status',
    handle: (call, given) => status(elasticsearch, call, given),
  },
  {
    method: 'GET',
    path: '/_snapshot/:repository/:name',
    handle: (call, given) => get(elasticsearch, call, given),
  },
  {
    method: 'PUT',
    path: '/_snapshot/:repository/:name',
    handle: (call, given) => createSnapshot(elasticsearch, call, given),
  },
  {
    method: 'DELETE',
    path: '/_snapshot/:repository/:name',
    handle: (call, given) => remove(elasticsearch, call, given),
  },
];
