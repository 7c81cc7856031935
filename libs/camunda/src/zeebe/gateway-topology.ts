import type { CallOptions } from '#http';
import { failureOf, unexpected } from '../http/answers.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { ClusterTopology } from '../ports/topology.api.ts';
import { readTopology, tenantsIn } from './cluster-topology.ts';
import { noSuchTenant } from './physical-tenant.ts';
import type { TopologySource } from './topology-source.ts';

/** The dynamic configuration of the cluster, from its gateway (`/actuator/cluster`, 8.4 and later). */
export class GatewayTopology implements TopologySource {
  /** @param tenant whose partitions are meant (8.10); null: all */
  constructor(
    private readonly gateway: ManagementClient,
    private readonly tenant: string | null = null,
  ) {}

  /** @throws StepFailure refused (permanent) for a physical tenant that the cluster does not have */
  async read(_: unknown, call?: CallOptions): Promise<ClusterTopology> {
    const answer = await this.gateway.get('/actuator/cluster', call);
    if (answer.status !== 200) throw failureOf(answer);
    const topology = readTopology(answer.body, this.tenant);
    if (topology !== null) return topology;
    // A cluster that names no partition at all is only starting.
    if (this.tenant !== null && readTopology(answer.body) !== null)
      throw noSuchTenant(this.tenant, tenantsIn(answer.body));
    throw unexpected(answer);
  }
}
