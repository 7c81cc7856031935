import { afterEach, describe, expect, it } from '@jest/globals';
import { ListedBrokers } from './brokers.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { BrokerFiguresClient } from './broker-figures.client.ts';
import { samplesOf } from './prometheus-text.ts';

const TEXT = `# HELP disk_free_bytes Usable space for path
# TYPE disk_free_bytes gauge
disk_free_bytes{path="/usr/local/zeebe/.",} 2.4E10
disk_free_bytes{path="/usr/local/zeebe/data"} 3000000000
disk_total_bytes{path="/usr/local/zeebe/.",} 9.0E11
process_uptime_seconds 120.5
# TYPE zeebe_stream_processor_records_total counter
zeebe_stream_processor_records_total{action="written",partition="1",} 20320.0
zeebe_stream_processor_records_total{action="processed",partition="1",} 20320.0
zeebe_stream_processor_records_total{action="written",partition="2",} 2153.0 1700000000000
`;

describe('BrokerFiguresClient', () => {
  let server: Replay | undefined;

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function read(answer: Recorded) {
    server = await replay({ 'GET /actuator/prometheus': answer });
    const client = new ManagementClient({ component: 'zeebe', baseUrl: server.url });
    const [figures] = await new BrokerFiguresClient(new ListedBrokers([client])).read();
    return { figures, address: client.address };
  }

  it('reads disks, what was written, and the uptime', async () => {
    const { figures, address } = await read({ body: TEXT, headers: { 'content-type': 'text/plain' } });
    expect(figures).toEqual({
      broker: address,
      disks: [
        { path: '/usr/local/zeebe/.', freeBytes: 24_000_000_000 },
        { path: '/usr/local/zeebe/data', freeBytes: 3_000_000_000 },
      ],
      written: [
        { partitionId: 1, records: 20_320 },
        { partitionId: 2, records: 2_153 },
      ],
      uptimeSeconds: 120.5,
    });
  });

  it.each<[string, Recorded]>([
    ['has no such endpoint', { status: 404 }],
    ['forbids it', { status: 403 }],
    ['shows other metrics', { body: 'jvm_threads 3\n', headers: { 'content-type': 'text/plain' } }],
  ])('has empty figures of a broker that %s', async (_, answer) => {
    const { figures } = await read(answer);
    expect(figures).toMatchObject({ disks: [], written: [], uptimeSeconds: null });
  });

  it('has empty figures of a broker that cannot be reached', async () => {
    const client = new ManagementClient({ component: 'zeebe', baseUrl: 'http://127.0.0.1:9' });
    expect(await new BrokerFiguresClient(new ListedBrokers([client])).read()).toMatchObject([
      { disks: [], written: [] },
    ]);
  });
});

describe('samplesOf', () => {
  it('unescapes labels, and leaves out what is no finite number or another metric', () => {
    const text = 'a{l="x\\"},\\\\y\\nz"} 1\na NaN\na +Inf\nab 3\na{broken 4\na{m="1",n="2",} 5e3\r\n';
    expect(samplesOf(text, ['a'])).toEqual({
      a: [
        { labels: { l: 'x"},\\y\nz' }, value: 1 },
        { labels: { m: '1', n: '2' }, value: 5_000 },
      ],
    });
  });
});
