import type { CallOptions } from '#http';
import { failureOf, unexpected } from '../http/answers.ts';
import type { ManagementClient } from '../http/management-client.ts';
import type { ClusterTopology } from '../ports/topology.api.ts';
import { readTopology } from './cluster-topology.ts';
import type { TopologySource } from './topology-source.ts';

/** The dynamic configuration of the cluster, from its gateway (`/actuator/cluster`, 8.4 and later). */
export class GatewayTopology implements TopologySource {
  constructor(private readonly gateway: ManagementClient) {}

  async read(_: unknown, call?: CallOptions): Promise<ClusterTopology> {
    const answer = await this.gateway.get('/actuator/cluster', call);
    if (answer.status !== 200) throw failureOf(answer);
    const topology = readTopology(answer.body);
    if (topology === null) throw unexpected(answer);
    return topology;
  }
}
