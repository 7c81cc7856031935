import type { Answer } from '../http/call.ts';
import type { ElasticsearchComponent } from './elasticsearch.component.ts';
import { elasticError } from './elasticsearch.errors.ts';
import type { StoredIndex } from './elasticsearch.state.ts';
import { blockOn, openShards } from './index-settings.ts';

/** Of the defaults of Elasticsearch 8.16.1 those that bound a restore. */
export const clusterDefaults: Readonly<Record<string, string>> = {
  'cluster.blocks.read_only': 'false',
  'cluster.blocks.read_only_allow_delete': 'false',
  'cluster.max_shards_per_node': '1000',
  'cluster.routing.allocation.disk.threshold_enabled': 'true',
  'cluster.routing.allocation.disk.watermark.high': '90%',
  'cluster.routing.allocation.disk.watermark.high.max_headroom': '150GB',
};

const valueOf = ({ cluster }: ElasticsearchComponent, name: string): string =>
  cluster.state.elasticsearch.clusterSettings?.[name] ?? clusterDefaults[name] ?? '';

const blocked = (title: string): Answer =>
  elasticError(403, { type: 'cluster_block_exception', reason: `blocked by: [${title}];` });

/** The error for work that a block of the whole cluster forbids. */
export function clusterBlock(
  elasticsearch: ElasticsearchComponent,
  { deletes }: { readonly deletes: boolean },
): Answer | undefined {
  if (valueOf(elasticsearch, 'cluster.blocks.read_only') === 'true')
    return blocked('FORBIDDEN/6/cluster read-only (api)');
  if (!deletes && valueOf(elasticsearch, 'cluster.blocks.read_only_allow_delete') === 'true')
    return blocked('FORBIDDEN/13/cluster read-only / allow delete (api)');
  return undefined;
}

/** The error for work that one of these blocks of an index forbids: the first index that has one. */
export function blockError(indices: readonly StoredIndex[], blocks: readonly string[]): Answer | undefined {
  for (const index of indices) {
    const title = blockOn(index, blocks);
    if (title === undefined) continue;
    const reason = `index [${index.name}] blocked by: [${title}];`;
    return elasticError(403, { type: 'cluster_block_exception', reason });
  }
  return undefined;
}

/** The error for more shards than the one node may hold. */
export function shardLimit(elasticsearch: ElasticsearchComponent, added: number): Answer | undefined {
  const { indices } = elasticsearch.cluster.state.elasticsearch;
  const limit = Number(valueOf(elasticsearch, 'cluster.max_shards_per_node'));
  const now = indices.filter(({ open }) => open).reduce((sum, index) => sum + openShards(index), 0);
  if (now + added <= limit) return undefined;
  const reason = `Validation Failed: 1: this action would add [${added}] shards, but this cluster currently has [${now}]/[${limit}] maximum normal shards open;`;
  return elasticError(400, { type: 'validation_exception', reason });
}
