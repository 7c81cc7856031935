import { Inject, Injectable } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import type { Overview } from '#contracts';
import { CONFIG } from '#engine';
import { ClusterOverviewReader } from './cluster-overview.reader.ts';

/** How long one overview serves all clients (ms). */
const SHARED_MS = 400;

/** Every cluster at a glance, put together once for all who look. */
@Injectable()
export class OverviewService {
  private last: { overview: Promise<Overview>; at: number } | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clusters: ClusterOverviewReader,
  ) {}

  /**
   * @param visible names of the clusters that the caller may see; null for all
   * @throws when Redis does not answer
   */
  async overview(visible: readonly string[] | null): Promise<Overview> {
    const { at, clusters } = await this.shared();
    return {
      at,
      clusters: visible === null ? clusters : clusters.filter(({ name }) => visible.includes(name)),
    };
  }

  private shared(): Promise<Overview> {
    const now = performance.now();
    if (this.last && now - this.last.at < SHARED_MS) return this.last.overview;
    const overview = this.make();
    this.last = { overview, at: now };
    overview.catch(() => (this.last = null));
    return overview;
  }

  private async make(): Promise<Overview> {
    const clusters = await Promise.all(this.config.clusters.map((cluster) => this.clusters.look(cluster)));
    return { at: new Date().toISOString(), clusters };
  }
}
