import { Inject, Injectable } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import { IdentityStore } from '#redis';
import type { OwnIdentity } from '#domain';
import { ClusterClients, CONFIG } from '#engine';
import type { CallOptions } from '#http';

/** The engine behind an address is hardly ever another one (ms). */
const FRESH_MS = 60_000;

/** Who each cluster of this installation is, to be compared with what a set says of who took it. */
@Injectable()
export class Identities {
  /** By cluster, and how it is configured: another address may be another engine. */
  private readonly engines = new Map<string, { uuid: string; at: number }>();

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly identities: IdentityStore,
    private readonly clients: ClusterClients,
  ) {}

  /** As far as it is known: without an answer of the engine that is null, and proves nothing. One call a minute at most. */
  async of(cluster: ClusterConfig): Promise<OwnIdentity> {
    const known = this.engines.get(keyOf(cluster));
    const isFresh = known !== undefined && performance.now() - known.at < FRESH_MS;
    const call = { timeoutMs: this.config.steps.callTimeout, caller: 'holdfast (catalogue)' };
    const engine = isFresh ? known.uuid : await this.engine(cluster, call).catch(() => known?.uuid ?? null);
    return this.withEngine(cluster, engine);
  }

  /** As the engine says now. @throws StepFailure when it does not answer */
  async now(cluster: ClusterConfig, call: CallOptions): Promise<OwnIdentity> {
    return this.withEngine(cluster, await this.engine(cluster, call));
  }

  private async withEngine({ name, records }: ClusterConfig, engine: string | null): Promise<OwnIdentity> {
    const { installation } = await this.identities.find(name);
    return { cluster: name, installation, engine, prefix: records.indexPrefix };
  }

  private async engine(cluster: ClusterConfig, call: CallOptions): Promise<string | null> {
    const { uuid } = await this.clients.of(cluster.name).records.ping(call);
    if (uuid !== null) this.engines.set(keyOf(cluster), { uuid, at: performance.now() });
    return uuid;
  }
}

function keyOf({ name, fingerprint }: ClusterConfig): string {
  return `${name} ${fingerprint}`;
}
