import type { ClusterContext } from '../../cluster/cluster.context.ts';
import { fullMetadata } from '../../web-apps/part-layout.ts';
import type { PartLayout } from '../../web-apps/part-layout.ts';
import type { ClusterConfig } from '../../config/simulator.schema.ts';
import type { IndexTemplate } from '../../elasticsearch/elasticsearch.state.ts';
import { historyLayers, templatedIndices } from './history-indices.ts';
import type { HistoryLayer } from './history-indices.ts';
import { indexPrefixOf, repositoryOf, SNAPSHOT_PREFIX } from './history-names.ts';

/** Joins the layers to this number of parts, the smallest neighbours first: a cluster skips parts without any index. */
function joined(layers: readonly HistoryLayer[], count: number): (readonly HistoryLayer[])[] {
  const parts = layers.map((layer) => [layer]);
  while (parts.length > count) {
    const sizes = parts.slice(1).map((part, index) => sizeOf(part) + sizeOf(parts[index] ?? []));
    const at = sizes.indexOf(Math.min(...sizes));
    parts.splice(at, 2, [...(parts[at] ?? []), ...(parts[at + 1] ?? [])]);
  }
  return parts;
}

const sizeOf = (part: readonly HistoryLayer[]): number =>
  part.reduce((sum, { indices }) => sum + indices.length, 0);

/** What each layer asks an engine for: a dated one for the successors of the layer before. */
function patternsOf(layers: readonly HistoryLayer[]): Map<HistoryLayer, string[]> {
  const patterns = layers.map((layer, at): [HistoryLayer, string[]] => {
    const { indices } = (layer.dated === true ? layers[at - 1] : layer) ?? layer;
    return [layer, indices.map(([name]) => (layer.dated === true ? `${name}2*` : name))];
  });
  return new Map(patterns);
}

/** The index templates of a history, which the archivers need. */
export function historyTemplates(config: ClusterConfig, tenant?: string): IndexTemplate[] {
  const inFront = indexPrefixOf(config, tenant);
  return templatedIndices(config.version).map((name) => ({
    name: `${inFront}${name}template`,
    kind: 'composable',
    patterns: [`${inFront}${name}*`],
  }));
}

/** The parts of the history of an Orchestration Cluster. */
export function historyLayout(cluster: ClusterContext, tenant?: string): PartLayout {
  const layers = historyLayers(cluster.config.version);
  const inFront = indexPrefixOf(cluster.config, tenant);
  const patterns = patternsOf(layers);
  return {
    prefix: SNAPSHOT_PREFIX,
    repository: repositoryOf(cluster.config, tenant),
    count: () => cluster.state.settings.webapps.parts,
    indices: (part, count) =>
      (joined(layers, count)[part - 1] ?? []).flatMap(({ indices }) =>
        indices.map(([name]) => `${inFront}${name}`),
      ),
    patterns: (part, count) =>
      (joined(layers, count)[part - 1] ?? []).flatMap((layer) =>
        (patterns.get(layer) ?? []).map((name) => `${inFront}${name}`),
      ),
    name: ({ backupId, version }, part, count) =>
      `${SNAPSHOT_PREFIX}${backupId}_${version.toLowerCase()}_part_${part}_of_${count}`,
    metadata: fullMetadata,
    stopsAtPartial: () => cluster.config.secondaryStorage === 'elasticsearch',
    deletesWhatExists: true,
  };
}
