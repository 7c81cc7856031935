import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError, repositoryMissing } from './elasticsearch.errors.ts';
import type { Snapshot } from './elasticsearch.state.ts';
import { storedIndex } from './initial-elasticsearch.state.ts';

const refused = (reason: string): Answer => elasticError(500, { type: 'snapshot_restore_exception', reason });

/** An open index of the same name is in the way; a closed one is overwritten. */
function obstacle(
  { cluster }: ElasticsearchComponent,
  repository: string,
  snapshot: Snapshot,
): Answer | undefined {
  const names = snapshot.indices.map(({ name }) => name);
  const open = cluster.state.elasticsearch.indices.find((index) => index.open && names.includes(index.name));
  if (open === undefined) return undefined;
  return refused(
    `[${repository}:${snapshot.name}/${snapshot.uuid}] cannot restore index [${open.name}] because an open index ` +
      'with same name already exists in the cluster. Either close or delete the existing index or restore the ' +
      'index under a different name by providing a rename pattern and replacement name',
  );
}

function restore(elasticsearch: ElasticsearchComponent, call: Call, parameters: Parameters): Answer {
  const { repository = '', name = '' } = parameters;
  const { cluster, snapshots } = elasticsearch;
  if (snapshots.repository(repository) === undefined) return repositoryMissing(repository);
  const snapshot = snapshots.find(repository, name);
  if (snapshot === undefined) return refused(`[${repository}:${name}] snapshot does not exist`);
  const problem = obstacle(elasticsearch, repository, snapshot);
  if (problem !== undefined) return problem;
  const names = snapshot.indices.map((index) => index.name);
  const { elasticsearch: state } = cluster.state;
  const others = state.indices.filter((index) => !names.includes(index.name));
  state.indices = [...others, ...snapshot.indices.map(storedIndex)];
  cluster.record('elasticsearch', 'indices', { event: 'restored', snapshot: name, indices: names });
  const total = snapshot.indices.reduce((sum, { shards }) => sum + shards, 0);
  const result = { snapshot: name, indices: names, shards: { total, failed: 0, successful: total } };
  const waits = call.query.get('wait_for_completion') === 'true';
  return { ...json(waits ? { snapshot: result } : { accepted: true }, plainType), performed: true };
}

export const restoreRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  {
    method: 'POST',
    path: '/_snapshot/:repository/:name/_restore',
    handle: (call, given) => restore(elasticsearch, call, given),
  },
];
