import { beforeEach, describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import type { Recorded } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

const restored = '/_snapshot/camunda/s1/_restore?wait_for_completion=false';
const openIndex =
  '[camunda:s1/B6bKs4TpRIGyYgwtdibvLQ] cannot restore index [t-b] because an open index with same name already exists in the cluster. Either close or delete the existing index or restore the index under a different name by providing a rename pattern and replacement name';
const alias =
  'The provided expression [t-alias] matches an alias, specify the corresponding concrete indices instead.';
const noIndex =
  '"reason":"no such index [t-nosuch]","resource.type":"index_or_alias","resource.id":"t-nosuch","index_uuid":"_na_","index":"t-nosuch"';

function error(
  status: number,
  type: string,
  reason: string,
  cause?: object,
): Omit<Recorded, 'title' | 'request'> {
  const outer = { type, reason };
  const body = { error: { root_cause: [outer], ...outer, ...(cause && { caused_by: cause }) }, status };
  return { status, contentType: 'application/json', answer: JSON.stringify(body) };
}

const ok = (answer: string) => ({ status: 200, contentType: 'application/json', answer });

/** Calls to a real Elasticsearch 8.16.1 that held t-b (closed: t-closed, hidden: t-hidden), t-alias, and a snapshot s1. */
const recorded: Recorded[] = [
  {
    title: 'names without a look into snapshots',
    request: 'GET /_snapshot/camunda/*?verbose=false&index_names=false',
    ...ok(
      '{"snapshots":[{"snapshot":"s1","uuid":"B6bKs4TpRIGyYgwtdibvLQ","repository":"camunda","data_streams":[],"state":"SUCCESS"}],"total":1,"remaining":0}',
    ),
  },
  {
    title: 'names, and nothing else',
    request:
      'GET /_snapshot/camunda/*?verbose=false&index_names=false&filter_path=snapshots.snapshot,snapshots.state',
    ...ok('{"snapshots":[{"snapshot":"s1","state":"SUCCESS"}]}'),
  },
  {
    title: 'nothing left of an answer',
    request: 'GET /_snapshot/camunda/nosuch*?verbose=false&filter_path=snapshots.snapshot',
    ...ok('{}'),
  },
  {
    title: 'an error in spite of a filter',
    request: 'GET /_snapshot/nope/_all?verbose=false&filter_path=snapshots.snapshot',
    ...error(404, 'repository_missing_exception', '[nope] missing'),
  },
  {
    title: 'names in pages',
    request: 'GET /_snapshot/camunda/_all?verbose=false&size=1',
    ...error(
      400,
      'action_request_validation_exception',
      "Validation Failed: 1: can't use size limit with verbose=false;",
    ),
  },
  {
    title: 'metadata of 1108 bytes',
    request: 'PUT /_snapshot/camunda/mm?wait_for_completion=true',
    body: JSON.stringify({ indices: 't-nosuch*', metadata: { a: 'x'.repeat(1100) } }),
    ...error(
      400,
      'action_request_validation_exception',
      'Validation Failed: 1: metadata must be smaller than 1024 bytes, but was [1108];',
    ),
  },
  {
    title: 'a line of 4097 bytes',
    request: `GET /_resolve/index/${'x'.repeat(4_097 - 'GET /_resolve/index/ HTTP/1.1'.length)}`,
    ...error(400, 'too_long_http_line_exception', 'An HTTP line is larger than 4096 bytes.'),
  },
  {
    title: 'what an alias is',
    request: 'GET /_resolve/index/t-alias,t-closed,t-h*?expand_wildcards=all',
    ...ok(
      '{"indices":[{"name":"t-closed","attributes":["closed"]},{"name":"t-hidden","attributes":["hidden","open"]}],"aliases":[{"name":"t-alias","indices":["t-b"]}],"data_streams":[]}',
    ),
  },
  {
    title: 'missing names that do not matter',
    request: 'GET /_resolve/index/t-nosuch?expand_wildcards=all&ignore_unavailable=true',
    ...ok('{"indices":[],"aliases":[],"data_streams":[]}'),
  },
  {
    title: 'sizes of what is open',
    request:
      'GET /t-b,t-closed,t-nosuch/_stats/docs,store?expand_wildcards=open,hidden&ignore_unavailable=true&filter_path=indices.*.primaries.docs.count',
    ...ok('{"indices":{"t-b":{"primaries":{"docs":{"count":3}}}}}'),
  },
  {
    title: 'a closed index has no counts',
    request: 'GET /_cat/indices/t-closed?format=json&h=index,status,docs.count,store.size',
    ...ok('[{"index":"t-closed","status":"close","docs.count":null,"store.size":null}]'),
  },
  {
    title: 'delete an alias',
    request: 'DELETE /t-alias',
    ...error(400, 'illegal_argument_exception', alias),
  },
  {
    title: 'delete an alias that may be missing',
    request: 'DELETE /t-alias?ignore_unavailable=true',
    ...ok('{"acknowledged":true}'),
  },
  {
    title: 'delete a missing index',
    request: 'DELETE /t-nosuch,t-b',
    status: 404,
    contentType: 'application/json',
    answer: `{"error":{"root_cause":[{"type":"index_not_found_exception",${noIndex}}],"type":"index_not_found_exception",${noIndex}},"status":404}`,
  },
  {
    title: 'delete a missing index that does not matter',
    request: 'DELETE /t-nosuch?ignore_unavailable=true',
    ...ok('{"acknowledged":true}'),
  },
  {
    title: 'recovery of what is missing',
    request: 'GET /t-nosuch/_recovery?ignore_unavailable=true',
    ...ok('{}'),
  },
  {
    title: 'routing of what is missing',
    request: 'GET /_cluster/state/routing_table/t-nosuch?filter_path=routing_table.indices.*.shards',
    ...ok('{}'),
  },
  {
    title: 'restore over an open index',
    request: `POST ${restored}`,
    ...error(500, 'snapshot_restore_exception', openIndex),
  },
  {
    title: 'restore an index that is not in the snapshot',
    request: `POST ${restored}`,
    body: '{"indices":["t-nosuch"]}',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [t-nosuch]","index_uuid":"_na_","index":"t-nosuch"}],"type":"index_not_found_exception","reason":"no such index [t-nosuch]","index_uuid":"_na_","index":"t-nosuch"},"status":404}',
  },
  {
    title: 'restore what nothing matches: answered as if it had been waited for',
    request: `POST ${restored}`,
    body: '{"indices":["t-nosuch*"]}',
    ...ok('{"snapshot":{"snapshot":"s1","indices":[],"shards":{"total":0,"failed":0,"successful":0}}}'),
  },
  {
    title: 'no composable template',
    request: 'GET /_index_template/nosuch*',
    status: 404,
    contentType: 'application/json',
    answer: '{"index_templates":[]}',
  },
  {
    title: 'no legacy template',
    request: 'GET /_template?filter_path=*.index_patterns',
    ...ok('{}'),
  },
];

describe('Elasticsearch answers around a restore as the real one', () => {
  let fake: FakeCluster;

  beforeEach(async () => {
    fake = new FakeCluster({
      elasticsearch: { indices: [] },
      settings: { elasticsearch: { snapshotDurationMs: 0 } },
    });
    const create = (name: string, body: object) =>
      fake.ask('elasticsearch', `PUT /${name}`, { body: JSON.stringify(body) });
    await create('t-b', { aliases: { 't-alias': {} } });
    for (const n of [1, 2, 3]) await fake.ask('elasticsearch', 'POST /t-b/_doc', { body: `{"n":${n}}` });
    await create('t-hidden', { settings: { 'index.hidden': true } });
    await create('t-closed', {});
    await fake.ask('elasticsearch', 'POST /t-closed/_close');
    const body = '{"indices":"t-b","include_global_state":false}';
    await fake.ask('elasticsearch', 'PUT /_snapshot/camunda/s1', { body });
  });

  it.each(recorded)('$title', async (call) => {
    const answer = await fake.ask('elasticsearch', call.request, call);
    expect([answer.status, answer.contentType]).toEqual([call.status, call.contentType]);
    expect(blur(answer.body)).toBe(blur(call.answer));
  });
});
