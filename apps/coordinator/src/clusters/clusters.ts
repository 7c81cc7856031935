import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import type { Me } from '#contracts';
import { CONFIG } from '#engine';
import { sees } from '../http/caller.ts';
import { ProblemError } from '../http/problem.error.ts';

type Viewer = Pick<Me, 'clusters'>;
const EVERYTHING: Viewer = { clusters: null };

/** The configured clusters. */
@Injectable()
export class Clusters {
  constructor(@Inject(CONFIG) private readonly config: HoldfastConfig) {}

  /** The names that a viewer may see, in the order of the configuration. */
  namesFor(viewer: Viewer): string[] {
    return this.config.clusters.map(({ name }) => name).filter((name) => sees(viewer, name));
  }

  /**
   * @param viewer what they may not see does not exist for them
   * @throws ProblemError unknown-cluster
   */
  find(name: string, viewer: Viewer = EVERYTHING): ClusterConfig {
    const found = this.config.clusters.find((cluster) => cluster.name === name && sees(viewer, name));
    if (found) return found;
    const names = this.namesFor(viewer);
    const known = names.length === 0 ? '' : ` Known: ${names.join(', ')}.`;
    throw new ProblemError('unknown-cluster', `No cluster "${name}" is configured.${known}`);
  }
}
