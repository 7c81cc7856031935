import { StepFailure, type BrokerFigures } from '#domain';
import type { CallOptions } from '#http';
import type { Brokers } from './brokers.ts';
import type { ManagementClient } from '../http/management-client.ts';
import { samplesOf } from './prometheus-text.ts';

const NAMES = ['disk_free_bytes', 'zeebe_stream_processor_records_total', 'process_uptime_seconds'] as const;

/**
 * Disks and write rates of the brokers, from `/actuator/prometheus`. Zeebe documents its own metrics and the address
 * (docs.camunda.io, Self-Managed, Zeebe, Operations, Metrics); disk and uptime are Spring Boot's. Their presence on a real
 * broker was not recorded, so nothing may depend on them.
 */
export class BrokerFiguresClient {
  constructor(private readonly brokers: Brokers) {}

  /**
   * One for each broker, in the order of the configuration or of their node ids. A broker that does not show its metrics (another version, not exposed,
   * no right to see them, unreachable) has empty figures: other checks judge that.
   * @throws what `call.signal` is aborted with
   */
  async read(call?: CallOptions): Promise<BrokerFigures[]> {
    const brokers = await this.brokers.all(call);
    return Promise.all(brokers.map((broker) => readBroker(broker, call)));
  }
}

async function readBroker(client: ManagementClient, call?: CallOptions): Promise<BrokerFigures> {
  const text = await metricsOf(client, call);
  const samples = samplesOf(text, NAMES);
  return {
    broker: client.address,
    disks: samples.disk_free_bytes.map(({ labels, value }) => ({
      path: labels['path'] ?? '',
      freeBytes: value,
    })),
    written: samples.zeebe_stream_processor_records_total.flatMap(({ labels, value }) => {
      const partitionId = Number(labels['partition']);
      return labels['action'] === 'written' && Number.isInteger(partitionId)
        ? [{ partitionId, records: value }]
        : [];
    }),
    uptimeSeconds: samples.process_uptime_seconds[0]?.value ?? null,
  };
}

async function metricsOf(client: ManagementClient, call?: CallOptions): Promise<string> {
  try {
    const answer = await client.get('/actuator/prometheus', call);
    return answer.status === 200 ? answer.text : '';
  } catch (error) {
    if (!(error instanceof StepFailure) || call?.signal?.aborted) throw error;
    return '';
  }
}
