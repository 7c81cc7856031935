import {
  aggregateExporting,
  exportingReach,
  StepFailure,
  type ExportingReach,
  type ExportingState,
  type PartitionReplica,
  type UnreachableBroker,
} from '#domain';
import type { CallOptions } from '#http';
import type { Brokers } from './brokers.ts';
import { failureOf, unexpected } from '../http/answers.ts';
import { objectOf } from '../http/json-fields.ts';
import type { ManagementClient } from '../http/management-client.ts';
import { readReplicas } from './partition-replicas.ts';
import type { ClusterTopology, TopologyApi } from '../ports/topology.api.ts';
import type { TopologySource } from './topology-source.ts';

interface ReadBroker {
  replicas: PartitionReplica[];
  unreachable?: UnreachableBroker;
}

/**
 * What the partitions really do. `/actuator/partitions` is the only place that shows a pause up to 8.9 (not health,
 * not exporters, not cluster), and each broker shows only its own replicas, so every broker is asked.
 */
export class PartitionsClient implements TopologyApi {
  /** How many partitions the cluster had when its gateway answered last. */
  private partitionCount: number | null = null;

  /** @param tenant whose partitions are meant (8.10); null: all */
  constructor(
    private readonly brokers: Brokers,
    private readonly source: TopologySource,
    private readonly tenant: string | null = null,
  ) {}

  async read(call?: CallOptions): Promise<PartitionReplica[]> {
    const brokers = await this.brokers.all(call);
    const perBroker = await Promise.all(brokers.map((broker) => this.readBroker(broker, call)));
    return perBroker.flat();
  }

  topology(call?: CallOptions): Promise<ClusterTopology> {
    return this.configured(() => this.read(call), call);
  }

  private async configured(
    replicas: () => Promise<PartitionReplica[]>,
    call?: CallOptions,
  ): Promise<ClusterTopology> {
    const topology = await this.source.read(replicas, call);
    this.partitionCount = topology.partitionCount;
    return topology;
  }

  async exporting(call?: CallOptions): Promise<ExportingState> {
    const read = this.read(call);
    const [replicas, topology] = await Promise.all([read, this.configured(() => read, call)]);
    return aggregateExporting(replicas, topology.partitionCount);
  }

  async reach(call?: CallOptions): Promise<ExportingReach & { replicas: PartitionReplica[] }> {
    const brokers = await this.brokers.all(call);
    const read = Promise.all(brokers.map((broker) => this.readIfReachable(broker, call)));
    const [perBroker] = await Promise.all([
      read,
      this.configured(() => read.then(wholeOf), call).catch(ignoreFailure),
    ]);
    const replicas = perBroker.flatMap((each) => each.replicas);
    const unreachable = perBroker.flatMap((each) => each.unreachable ?? []);
    const seen = replicas.map(({ partitionId }) => partitionId);
    const partitionCount = Math.max(this.partitionCount ?? 1, ...seen);
    return { ...exportingReach(replicas, { partitionCount, unreachable }), replicas };
  }

  private async readIfReachable(broker: ManagementClient, call?: CallOptions): Promise<ReadBroker> {
    try {
      return { replicas: await this.readBroker(broker, call) };
    } catch (error) {
      if (!(error instanceof StepFailure)) throw error;
      return { replicas: [], unreachable: { broker: broker.address, problem: error.message } };
    }
  }

  private async readBroker(broker: ManagementClient, call?: CallOptions): Promise<PartitionReplica[]> {
    const answer = await broker.get('/actuator/partitions', call);
    if (answer.status !== 200) throw failureOf(answer);
    if (objectOf(answer.body) === null) throw unexpected(answer);
    return readReplicas(broker.address, answer.body, this.tenant);
  }
}

/** @throws StepFailure while a broker could not be read */
function wholeOf(read: readonly ReadBroker[]): PartitionReplica[] {
  const missing = read.find(({ unreachable }) => unreachable !== undefined)?.unreachable;
  if (missing) throw StepFailure.transient('unreachable', missing.problem, { component: 'zeebe' });
  return read.flatMap(({ replicas }) => replicas);
}

function ignoreFailure(error: unknown): void {
  if (!(error instanceof StepFailure)) throw error;
}
