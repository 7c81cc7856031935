import { z } from 'zod';
import type { IndexSpec } from '../config/default-indices.ts';
import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { json, plainType } from '../management/spring.answers.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError, parseError, repositoryMissing } from './elasticsearch.errors.ts';
import type { Snapshot } from './elasticsearch.state.ts';
import { aliasesOf } from './index-aliases.ts';
import { clusterBlock, shardLimit } from './cluster-settings.ts';
import { flatSettings, openShards } from './index-settings.ts';
import { fits, select, splitNames } from './patterns.ts';
import { RestoreMachine, type RestoredIndex } from './restore.machine.ts';

const names = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().join(','));
/** Fields that do not change the simulated result are taken and ignored. */
const bodySchema = z.looseObject({
  indices: names.optional(),
  partial: z.boolean().default(false),
  rename_pattern: z.string().optional(),
  rename_replacement: z.string().optional(),
  include_aliases: z.boolean().default(true),
  index_settings: z.record(z.string(), z.unknown()).default({}),
  ignore_index_settings: z.array(z.string()).default([]),
});
type Body = z.infer<typeof bodySchema>;

const refused = (reason: string): Answer => elasticError(500, { type: 'snapshot_restore_exception', reason });

function readBody(body: string): Body | undefined {
  try {
    return bodySchema.parse(body.trim() === '' ? {} : JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** An open index of the same name is in the way, and so is an alias; a closed index is overwritten. */
function obstacle(
  { cluster }: ElasticsearchComponent,
  title: string,
  wanted: readonly string[],
): Answer | undefined {
  const { indices } = cluster.state.elasticsearch;
  const open = wanted.find((name) => indices.some((index) => index.open && index.name === name));
  if (open !== undefined) {
    return refused(
      `[${title}] cannot restore index [${open}] because an open index ` +
        'with same name already exists in the cluster. Either close or delete the existing index or restore the ' +
        'index under a different name by providing a rename pattern and replacement name',
    );
  }
  const alias = wanted.find((name) => indices.some((index) => aliasesOf(index).includes(name)));
  if (alias === undefined) return undefined;
  const reason = `Invalid index name [${alias}], already exists as alias`;
  return elasticError(400, {
    type: 'invalid_index_name_exception',
    reason,
    index_uuid: '_na_',
    index: alias,
  });
}

/** An index as the body wants it: under another name, without aliases, with other settings. */
function wantedAs(body: Body): (spec: IndexSpec) => RestoredIndex {
  const { rename_pattern: pattern, rename_replacement: replacement = '' } = body;
  const ignored = body.ignore_index_settings.map((name) => name.replace(/^index\./, ''));
  return (spec) => {
    const name = pattern === undefined ? spec.name : renamed(spec.name, pattern, replacement);
    const kept = Object.entries(spec.settings ?? {}).filter(
      ([setting]) => !ignored.some((each) => fits(each, setting)),
    );
    const settings = { ...Object.fromEntries(kept), ...flatSettings(body.index_settings) };
    return {
      from: spec.name,
      spec: { ...spec, name, settings, ...(!body.include_aliases && { aliases: [] }) },
    };
  };
}

/** As Java does it: `$1` is a group, and a backslash takes its meaning from what follows. */
function renamed(name: string, pattern: string, replacement: string): string {
  return name.replace(new RegExp(pattern, 'g'), (...match: unknown[]) =>
    replacement.replace(
      /\\(.)|\$(\d)/g,
      (_, literal: string | undefined, group: string) => literal ?? String(match[Number(group)] ?? ''),
    ),
  );
}

/** A data stream is no more to be restored over than an alias (source of Elasticsearch 8.16, Metadata). */
function streamObstacle({ cluster }: ElasticsearchComponent, wanted: readonly string[]): Answer | undefined {
  const stream = (cluster.state.elasticsearch.dataStreams ?? []).find((name) => wanted.includes(name));
  if (stream === undefined) return undefined;
  const reason = `index, alias, and data stream names need to be unique, but the following duplicates were found [data stream [${stream}] conflicts with index]`;
  return elasticError(500, { type: 'illegal_state_exception', reason });
}

/** The indices to restore, or the error for the first that is not in the snapshot, or not whole. */
function chooseFrom(snapshot: Snapshot, title: string, asked: string | undefined, partial: boolean) {
  const { items, missing } = select(snapshot.indices, splitNames(asked ?? '*'));
  const [first] = missing;
  if (first !== undefined) {
    const reason = `no such index [${first}]`;
    return elasticError(404, {
      type: 'index_not_found_exception',
      reason,
      index_uuid: '_na_',
      index: first,
    });
  }
  const broken = items.find(({ name }) => snapshot.failures.some(({ index }) => index === name));
  if (broken === undefined || partial) return items;
  return refused(`[${title}] index [${broken.name}] wasn't fully snapshotted - cannot restore`);
}

async function whole(
  elasticsearch: ElasticsearchComponent,
  restoreUuid: string,
  result: { readonly snapshot: string; readonly indices: readonly string[]; readonly total: number },
): Promise<Answer> {
  const machine = new RestoreMachine(elasticsearch.cluster);
  await elasticsearch.until(() => !machine.isRunning(restoreUuid));
  const failed = elasticsearch.cluster.state.elasticsearch.indices.filter(
    ({ recovery }) =>
      recovery?.type === 'SNAPSHOT' && recovery.restoreUuid === restoreUuid && recovery.failure !== null,
  ).length;
  return answerOf(result.snapshot, result.indices, { total: result.total, failed });
}

function answerOf(
  snapshot: string,
  indices: readonly string[],
  { total, failed }: { readonly total: number; readonly failed: number },
): Answer {
  const shards = { total, failed, successful: total - failed };
  return { ...json({ snapshot: { snapshot, indices, shards } }, plainType), performed: total > 0 };
}

function restore(
  elasticsearch: ElasticsearchComponent,
  call: Call,
  parameters: Parameters,
): Answer | Promise<Answer> {
  const { repository = '', name = '' } = parameters;
  const { cluster, snapshots } = elasticsearch;
  if (snapshots.repository(repository) === undefined) return repositoryMissing(repository);
  const body = readBody(call.body);
  if (body === undefined) return parseError('Failed to parse content to map');
  const snapshot = snapshots.find(repository, name);
  if (snapshot === undefined || snapshot.state === 'IN_PROGRESS') {
    return refused(`[${repository}:${name}] snapshot does not exist`);
  }
  const title = `${repository}:${snapshot.name}/${snapshot.uuid}`;
  const indices = chooseFrom(snapshot, title, body.indices, body.partial);
  if (!Array.isArray(indices)) return indices;
  const planned = indices.map(wantedAs(body));
  const wanted = planned.map(({ spec }) => spec.name);
  const added = planned.reduce((sum, { spec }) => sum + openShards(spec), 0);
  const problem =
    clusterBlock(elasticsearch, { deletes: false }) ??
    obstacle(elasticsearch, title, wanted) ??
    streamObstacle(elasticsearch, wanted) ??
    shardLimit(elasticsearch, added);
  if (problem !== undefined) return problem;
  const total = indices.reduce((sum, { shards }) => sum + shards, 0);
  // Nothing to restore is answered as if it had been waited for.
  if (indices.length === 0) return answerOf(name, [], { total, failed: 0 });
  const restoreUuid = new RestoreMachine(cluster).start({ repository, snapshot, indices: planned });
  return call.query.get('wait_for_completion') === 'true'
    ? whole(elasticsearch, restoreUuid, { snapshot: name, indices: wanted, total })
    : { ...json({ accepted: true }, plainType), performed: true };
}

export const restoreRoutes = (elasticsearch: ElasticsearchComponent): Route[] => [
  {
    method: 'POST',
    path: '/_snapshot/:repository/:name/_restore',
    handle: (call, given) => restore(elasticsearch, call, given),
  },
];
