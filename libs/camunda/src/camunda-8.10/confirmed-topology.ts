import { StepFailure, type ExportingReach, type ExportingState, type PartitionReplica } from '#domain';
import type { CallOptions } from '#http';
import type { ClusterTopology, TopologyApi } from '../ports/topology.api.ts';

/** What the configuration of a cluster says about exporting. */
interface Configured {
  configured(call?: CallOptions): Promise<ExportingState>;
}

/**
 * What the brokers show, which counts only where the configuration of the cluster agrees: exporters may run although it is
 * paused (Camunda issue 60893), and a replica that starts takes what the configuration says.
 */
export class ConfirmedTopology implements TopologyApi {
  constructor(
    private readonly brokers: TopologyApi,
    private readonly cluster: Configured,
  ) {}

  read(call?: CallOptions): Promise<PartitionReplica[]> {
    return this.brokers.read(call);
  }

  topology(call?: CallOptions): Promise<ClusterTopology> {
    return this.brokers.topology(call);
  }

  async exporting(call?: CallOptions): Promise<ExportingState> {
    const [shown, configured] = await Promise.all([
      this.brokers.exporting(call),
      this.cluster.configured(call),
    ]);
    return agreedState(shown, configured);
  }

  /** While the configuration cannot be read, the brokers alone count. */
  async reach(call?: CallOptions): Promise<ExportingReach & { replicas: PartitionReplica[] }> {
    const [reach, configured] = await Promise.all([
      this.brokers.reach(call),
      this.cluster.configured(call).catch(unlessAborted),
    ]);
    return configured === null ? reach : { ...reach, state: agreedState(reach.state, configured) };
  }
}

/** One word for what is shown and what is configured: only where both agree it is believed. Pure. */
export function agreedState(shown: ExportingState, configured: ExportingState): ExportingState {
  if (shown === 'unknown' || configured === 'unknown') return 'unknown';
  return shown === configured ? shown : 'mixed';
}

function unlessAborted(error: unknown): null {
  if (error instanceof StepFailure) return null;
  throw error;
}
