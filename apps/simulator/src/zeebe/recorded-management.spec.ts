import { describe, expect, it } from '@jest/globals';
import { blur } from '../testing/recorded.ts';
import type { Recorded } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

/** Calls to the management port of a real broker. */
const recorded: Recorded[] = [
  {
    title: 'health 9600',
    request: 'GET /actuator/health',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"status":"UP","components":{"brokerReady":{"status":"UP"},"brokerStartup":{"status":"UP"},"brokerStatus":{"status":"UP"}},"groups":["readiness","startup","status"]}',
  },
  {
    title: 'readiness 9600',
    request: 'GET /actuator/health/readiness',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer: '{"status":"UP","components":{"brokerReady":{"status":"UP"}}}',
  },
  {
    title: 'liveness 9600',
    request: 'GET /actuator/health/liveness',
    status: 404,
  },
  {
    title: 'info 9600',
    request: 'GET /actuator/info',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"build":{"java":{"version":"21.0.4"},"description":"Zeebe Distribution","version":"8.6.0","artifact":"camunda-zeebe","name":"Zeebe Distribution","time":"2024-10-02T11:04:00.970Z","group":"io.camunda"}}',
  },
  {
    title: 'topology',
    request: 'GET /v2/topology',
    status: 200,
    contentType: 'application/json',
    answer:
      '{"brokers":[{"nodeId":0,"host":"127.0.0.1","port":26501,"partitions":[{"partitionId":1,"role":"leader","health":"healthy"},{"partitionId":2,"role":"leader","health":"healthy"}],"version":"8.6.0"}],"clusterSize":1,"partitionsCount":2,"replicationFactor":1,"gatewayVersion":"8.6.0"}',
  },
  {
    title: 'broker cluster',
    request: 'GET /actuator/cluster',
    status: 200,
    contentType: 'application/json',
    answer:
      '{"version":1,"brokers":[{"id":0,"state":"ACTIVE","version":0,"lastUpdatedAt":"0000-01-01T00:00:00Z","partitions":[{"id":1,"state":"ACTIVE","priority":1,"config":{"exporting":{"exporters":[{"id":"elasticsearch","state":"ENABLED"}]}}},{"id":2,"state":"ACTIVE","priority":1,"config":{"exporting":{"exporters":[{"id":"elasticsearch","state":"ENABLED"}]}}}]}]}',
  },
  {
    title: 'broker partitions',
    request: 'GET /actuator/partitions',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"1":{"role":"LEADER","processedPosition":-1,"snapshotId":null,"processedPositionInSnapshot":null,"streamProcessorPhase":"PROCESSING","exporterPhase":"EXPORTING","exportedPosition":-1,"clock":{"instant":"2026-11-23T05:55:36.067Z","modificationType":"None","modification":{}}},"2":{"role":"LEADER","processedPosition":-1,"snapshotId":null,"processedPositionInSnapshot":null,"streamProcessorPhase":"PROCESSING","exporterPhase":"EXPORTING","exportedPosition":-1,"clock":{"instant":"2026-11-23T05:55:36.068Z","modificationType":"None","modification":{}}}}',
  },
  {
    title: 'broker exporters',
    request: 'GET /actuator/exporters',
    status: 200,
    contentType: 'application/json',
    answer: '[{"exporterId":"elasticsearch","status":"ENABLED"}]',
  },
  {
    title: 'broker exporting',
    request: 'GET /actuator/exporting',
    status: 404,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:55:36.227+00:00","status":404,"error":"Not Found","path":"/actuator/exporting"}',
  },
  {
    title: 'resume when not paused',
    request: 'POST /actuator/exporting/resume',
    status: 200,
    contentType: 'application/json',
    answer: '{"body":null,"status":204,"contentType":null}',
  },
  {
    title: 'pause soft=foo',
    request: 'POST /actuator/exporting/pause?soft=foo',
    status: 400,
    contentType: 'application/json',
    answer:
      '{"timestamp":"2026-11-23T05:59:02.388+00:00","status":400,"error":"Bad Request","path":"/actuator/exporting/pause"}',
  },
  {
    title: 'GET exporting/pause',
    request: 'GET /actuator/exporting/pause',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'POST' },
    answer:
      '{"timestamp":"2026-11-23T05:59:02.609+00:00","status":405,"error":"Method Not Allowed","path":"/actuator/exporting/pause"}',
  },
  {
    title: 'PUT exporting/pause',
    request: 'PUT /actuator/exporting/pause',
    status: 405,
    contentType: 'application/json',
    headers: { Allow: 'POST' },
    answer:
      '{"timestamp":"2026-11-23T05:59:02.679+00:00","status":405,"error":"Method Not Allowed","path":"/actuator/exporting/pause"}',
  },
  {
    title: 'partitions/pauseExporting',
    request: 'POST /actuator/partitions/pauseExporting',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"1":{"role":"LEADER","processedPosition":3761,"snapshotId":"410-1-3671-3615-0","processedPositionInSnapshot":3671,"streamProcessorPhase":"PROCESSING","exporterPhase":"PAUSED","exportedPosition":3615,"clock":{"instant":"2026-11-23T05:59:02.760Z","modificationType":"None","modification":{}}},"2":{"role":"LEADER","processedPosition":3755,"snapshotId":"402-1-3604-3603-0","processedPositionInSnapshot":3604,"streamProcessorPhase":"PROCESSING","exporterPhase":"PAUSED","exportedPosition":3609,"clock":{"instant":"2026-11-23T05:59:02.760Z","modificationType":"None","modification":{}}}}',
  },
  {
    title: 'partitions/resumeExporting',
    request: 'POST /actuator/partitions/resumeExporting',
    status: 200,
    contentType: 'application/vnd.spring-boot.actuator.v3+json',
    answer:
      '{"1":{"role":"LEADER","processedPosition":3761,"snapshotId":"410-1-3671-3615-0","processedPositionInSnapshot":3671,"streamProcessorPhase":"PROCESSING","exporterPhase":"EXPORTING","exportedPosition":3615,"clock":{"instant":"2026-11-23T05:59:02.898Z","modificationType":"None","modification":{}}},"2":{"role":"LEADER","processedPosition":3755,"snapshotId":"402-1-3604-3603-0","processedPositionInSnapshot":3604,"streamProcessorPhase":"PROCESSING","exporterPhase":"EXPORTING","exportedPosition":3609,"clock":{"instant":"2026-11-23T05:59:02.897Z","modificationType":"None","modification":{}}}}',
  },
  {
    title: 'pause soft',
    request: 'POST /actuator/exporting/pause?soft=true',
    status: 200,
    contentType: 'application/json',
    answer: '{"body":null,"status":204,"contentType":null}',
  },
];

describe('the management port of Zeebe answers as the real one', () => {
  const fake = new FakeCluster();

  it.each(recorded)('$title', async (call) => {
    const answer = await fake.ask('broker-0', call.request, call);
    expect(answer.status).toBe(call.status);
    expect(answer.contentType).toBe(call.contentType);
    expect(answer.headers).toEqual(call.headers);
    expect(blur(answer.body)).toBe(blur(call.answer));
  });
});
