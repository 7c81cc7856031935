import type { ClusterContext } from '../../cluster/cluster.context.ts';
import { fullMetadata } from '../../web-apps/part-layout.ts';
import type { PartLayout } from '../../web-apps/part-layout.ts';
import { historyLayers } from './history-indices.ts';
import type { HistoryLayer } from './history-indices.ts';
import { indexPrefixOf, repositoryOf, snapshotPrefixOf } from './history-names.ts';

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

/** The parts of the history of an Orchestration Cluster. */
export function historyLayout(cluster: ClusterContext, tenant?: string): PartLayout {
  const layers = historyLayers(cluster.config.version);
  const inFront = indexPrefixOf(cluster.config, tenant);
  return {
    prefix: snapshotPrefixOf(tenant),
    repository: repositoryOf(cluster.config, tenant),
    count: () => cluster.state.settings.webapps.parts,
    indices: (part, count) =>
      (joined(layers, count)[part - 1] ?? []).flatMap(({ indices }) =>
        indices.map(([name]) => `${inFront}${name}`),
      ),
    name: ({ backupId, version }, part, count) =>
      `${snapshotPrefixOf(tenant)}${backupId}_${version.toLowerCase()}_part_${part}_of_${count}`,
    metadata: fullMetadata,
    stopsAtPartial: () => cluster.config.secondaryStorage === 'elasticsearch',
    deletesWhatExists: true,
  };
}
