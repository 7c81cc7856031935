import { Inject, Injectable } from '@nestjs/common';
import { placementConflict, type ClusterConfig, type HoldfastConfig } from '#config';
import { IdentityStore } from '#redis';
import { isOwnMarker, type PreflightCheck } from '#domain';
import { CONFIG } from '#engine';
import { check, CheckFailed } from '../checks/check.ts';
import { OwnerMarkers } from './owner-markers.ts';

/** Checks that no other cluster has its sets in the repository, or the same index names in the engine. Only reads. */
@Injectable()
export class OwnerChecks {
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly identities: IdentityStore,
    private readonly markers: OwnerMarkers,
  ) {}

  /** @returns one line per check, whether it passed or not */
  examine(cluster: ClusterConfig): Promise<PreflightCheck>[] {
    const call = { timeoutMs: this.config.steps.callTimeout };
    const recalled = this.markers.recall(cluster, call);
    const about = (name: string) => ({ name, component: 'records' as const });
    return [
      check(about('repository-owner'), async () => {
        const { own, markers } = await recalled;
        const { repository } = cluster.records;
        const [other] = markers.filter((marker) => !isOwnMarker(marker, own));
        if (!other) return `"${repository}" belongs to no other cluster`;
        throw new CheckFailed(
          `"${repository}" belongs to cluster "${other.cluster ?? 'unknown'}" with another identity (snapshot ${other.snapshot} in it)`,
          `Use a repository of its own (clusters[].records.repository). If only this cluster still backs up into "${repository}", delete that snapshot (DELETE _snapshot/${repository}/${other.snapshot}), and adopt its sets with \`holdfast backup adopt\`.`,
        );
      }),
      check(about('neighbours'), async () => {
        const { own } = await recalled;
        const neighbours = await this.neighbours(cluster, own.engine);
        for (const neighbour of neighbours) {
          const conflict = placementConflict(neighbour, cluster);
          if (conflict !== null)
            throw new CheckFailed(
              `shares its Elasticsearch with cluster "${neighbour.name}", although the addresses differ: ${conflict}`,
              'Give each cluster a repository and index prefixes of its own, or an Elasticsearch of its own.',
            );
        }
        return neighbours.length === 0
          ? 'no other cluster of this configuration uses its Elasticsearch'
          : `kept apart from ${neighbours.map(({ name }) => name).join(', ')} in the same Elasticsearch`;
      }),
    ];
  }

  /** Clusters of the file that were last seen with the same engine, whatever their addresses are. */
  private async neighbours(cluster: ClusterConfig, engine: string | null): Promise<ClusterConfig[]> {
    const others = this.config.clusters.filter(({ name }) => name !== cluster.name);
    const seen = await Promise.all(others.map(({ name }) => this.identities.find(name)));
    return others.filter((_, index) => engine !== null && seen[index]?.engine === engine);
  }
}
