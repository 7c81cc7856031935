import { afterEach, describe, expect, it } from '@jest/globals';
import { failureDetail } from '../failure-of.spec-support.ts';
import { ListedBrokers } from './brokers.ts';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { ExportingClient } from './exporting.client.ts';

const PAUSE = 'POST /actuator/exporting/pause?soft=true';
const RESUME = 'POST /actuator/exporting/resume';

describe('ExportingClient', () => {
  let server: Replay;

  async function connect(answers: Record<string, Recorded>): Promise<ExportingClient> {
    server = await replay(answers);
    return new ExportingClient(new ManagementClient({ component: 'zeebe', baseUrl: server.url }));
  }

  afterEach(async () => {
    await server.close();
  });

  it('takes HTTP 200 with a 204 inside for done', async () => {
    const done = { body: { body: null, status: 204, contentType: null } };
    const client = await connect({ [PAUSE]: done, [RESUME]: done });
    await client.pause('soft');
    await client.resume();
    expect(server.asked.map((each) => each.call)).toEqual([PAUSE, RESUME]);
  });

  it('takes a real HTTP 204 of an older patch for done', async () => {
    const client = await connect({ [RESUME]: { status: 204 } });
    await expect(client.resume()).resolves.toBeUndefined();
  });

  it('finds the failure inside an HTTP 200', async () => {
    const message =
      'Found 0 partitions but expected 2, current topology: BrokerClusterStateImpl{partitionLeaders={}, brokers=[0]}';
    const body = { cause: null, stackTrace: [], message, suppressed: [], localizedMessage: message };
    const client = await connect({ [PAUSE]: { body: { body, status: 500, contentType: null } } });
    const failure = await failureDetail(client.pause('soft'));
    expect(failure).toMatchObject({
      code: 'pause-failed',
      retryable: true,
      component: 'zeebe',
      answer: message,
    });
  });

  it.each<[string, Recorded]>([
    ['an HTTP 200 without the inner status', { body: {} }],
    ['an empty HTTP 200', {}],
    ['a real HTTP 500 of an older patch', { status: 500, body: { message: 'no leader' } }],
    [
      'an operation it does not know (HTTP 200, 405 inside)',
      { body: { body: { message: 'no' }, status: 405 } },
    ],
  ])('does not believe %s', async (_, recorded) => {
    const client = await connect({ [RESUME]: recorded });
    await expect(failureDetail(client.resume())).resolves.toMatchObject({
      code: 'pause-failed',
      retryable: true,
    });
  });

  it('does not repeat what names a tenant that there is not (8.10, never recorded)', async () => {
    const inside = { body: 'Unknown physical tenant x', status: 400, contentType: null };
    const client = await connect({
      [PAUSE]: { body: inside },
      [RESUME]: { status: 400, body: { message: 'no such tenant' } },
    });
    for (const call of [() => client.pause('soft'), () => client.resume()])
      await expect(failureDetail(call())).resolves.toMatchObject({ code: 'refused', retryable: false });
  });

  it('says that the address is wrong when another component answers', async () => {
    const body = {
      timestamp: '2026-11-23T05:59:03.037+00:00',
      status: 404,
      error: 'Not Found',
      path: '/actuator/exporting/pause',
    };
    const client = await connect({ [PAUSE]: { status: 404, body } });
    await expect(failureDetail(client.pause('soft'))).resolves.toMatchObject({
      code: 'refused',
      retryable: false,
    });
  });

  describe('broker by broker', () => {
    const BROKER = 'POST /actuator/partitions/resumeExporting';
    const type = 'application/vnd.spring-boot.actuator.v3+json';
    const resumed: Recorded = { type, body: { 1: { role: 'LEADER', exporterPhase: 'EXPORTING' } } };
    let brokers: Replay[];

    async function connectBrokers(...answers: Recorded[]): Promise<ExportingClient> {
      server = await replay({});
      brokers = await Promise.all(answers.map((answer) => replay({ [BROKER]: answer })));
      const clientOf = ({ url }: Replay) =>
        new ManagementClient({ component: 'zeebe', baseUrl: url, timeoutMs: 1000 });
      return new ExportingClient(clientOf(server), new ListedBrokers(brokers.map(clientOf)));
    }
    afterEach(() => Promise.all(brokers.map((broker) => broker.close())));

    it('asks every broker, and nothing of the gateway', async () => {
      const client = await connectBrokers(resumed, resumed);
      await expect(client.resumeBrokers()).resolves.toEqual([]);
      expect(brokers.map(({ asked }) => asked.map(({ call }) => call))).toEqual([[BROKER], [BROKER]]);
      expect(server.asked).toEqual([]);
    });

    it('continues past a broker that is down or refuses, and names it', async () => {
      const client = await connectBrokers((response) => response.socket?.resetAndDestroy(), resumed, {
        status: 500,
        body: { message: 'no' },
      });
      const left = await client.resumeBrokers();
      expect(left.map(({ broker }) => broker)).toEqual([brokers[0]!.address, brokers[2]!.address]);
      expect(brokers[1]!.asked).toHaveLength(1);
    });

    it('lets what its permit throws through, and sends nothing', async () => {
      const client = await connectBrokers(resumed);
      const permit = (): void => {
        throw new RangeError('too late');
      };
      await expect(client.resumeBrokers(() => ({ permit }))).rejects.toThrow('too late');
      expect(brokers[0]!.asked).toEqual([]);
    });
  });
});
