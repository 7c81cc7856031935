import type { Answer } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

const textType = 'text/plain;version=0.0.4;charset=utf-8';
/** Its brokers were started this long before the simulator (ms). */
const headStart = 3_600_000;

/**
 * GET /actuator/prometheus, with the few metrics that are asked for. Not recorded: their form is that of the published pages
 * on Zeebe's metrics (labels end with a comma) and of Spring Boot's.
 */
function metrics(zeebe: ZeebeComponent, broker: number, startedAt: number): Answer {
  const { cluster, partitions } = zeebe;
  partitions.settle();
  const led = partitions.ledPartitions().filter(({ leader }) => leader === broker);
  const lines = [
    '# HELP disk_free_bytes Usable space for path',
    '# TYPE disk_free_bytes gauge',
    `disk_free_bytes{path="/usr/local/zeebe/.",} ${exponential(cluster.state.settings.zeebe.diskFreeBytes)}`,
    '# HELP process_uptime_seconds The uptime of the Java virtual machine',
    '# TYPE process_uptime_seconds gauge',
    `process_uptime_seconds ${(cluster.now() - startedAt) / 1000}`,
    '# HELP zeebe_stream_processor_records_total Number of records processed by stream processor',
    '# TYPE zeebe_stream_processor_records_total counter',
    ...led.flatMap(({ partitionId, processedPosition }) =>
      (['written', 'processed'] as const).map(
        (action) =>
          `zeebe_stream_processor_records_total{action="${action}",partition="${partitionId}",} ${Math.max(0, processedPosition).toFixed(1)}`,
      ),
    ),
  ];
  return { status: 200, contentType: textType, body: `${lines.join('\n')}\n` };
}

/** As Java prints a large number: `9.0E11`. */
function exponential(value: number): string {
  const [digits = '0', exponent = '0'] = value.toExponential().split('e+');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent}`;
}

/** Those of one broker. A standalone gateway shows none of them here. */
export const metricsRoutes = (zeebe: ZeebeComponent, broker: number): Route[] => {
  const startedAt = zeebe.cluster.now() - headStart;
  return [{ method: 'GET', path: '/actuator/prometheus', handle: () => metrics(zeebe, broker, startedAt) }];
};
