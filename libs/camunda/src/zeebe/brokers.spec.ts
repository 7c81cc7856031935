import { afterEach, describe, expect, it } from '@jest/globals';
import { ManagementClient } from '../http/management-client.ts';
import { replay, type Recorded, type Replay } from '../http/replay-server.spec-support.ts';
import { ListedBrokers, ReportedBrokers } from './brokers.ts';

const CLUSTER = 'GET /actuator/cluster';
const reporting = (...ids: unknown[]): Recorded => ({ body: { brokers: ids.map((id) => ({ id })) } });

const clientOf = (baseUrl: string) => new ManagementClient({ component: 'zeebe', baseUrl, timeoutMs: 1_000 });

describe('the brokers that a cluster reports', () => {
  const servers: Replay[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serve(answer: Recorded | Recorded[]): Promise<Replay> {
    const server = await replay({ [CLUSTER]: answer });
    servers.push(server);
    return server;
  }

  /** Brokers whose address is that of a server with their id as its path. */
  async function brokersBehind(
    gateway: Recorded | Recorded[],
    count: number,
    own: Recorded = { status: 404 },
  ) {
    const server = await serve(gateway);
    const broker = await replay({ [CLUSTER]: own, 'GET /1/actuator/cluster': own });
    servers.push(broker);
    const brokers = new ReportedBrokers(clientOf(server.url), (id) => clientOf(`${broker.url}/${id}`), count);
    const paths = async () => {
      await Promise.all((await brokers.all()).map((each) => each.get('/who').catch(() => null)));
      const who = broker.asked.map(({ call }) => call).filter((call) => call.endsWith('/who'));
      broker.asked.length = 0;
      return who.map((call) => call.replace('GET /', '').replace('/who', '')).sort();
    };
    return { brokers, paths };
  }

  it('follow the cluster as it is scaled', async () => {
    const { paths } = await brokersBehind([reporting(0, 1), reporting(2, 0, 1), reporting(0)], 1);
    expect(await paths()).toEqual(['0', '1']);
    expect(await paths()).toEqual(['0', '1', '2']);
    expect(await paths()).toEqual(['0']);
  });

  it('are those that were reported last while no server reports them', async () => {
    const { paths } = await brokersBehind([reporting(0, 3), { status: 503 }, reporting()], 1);
    expect(await paths()).toEqual(['0', '3']);
    expect(await paths()).toEqual(['0', '3']);
    expect(await paths()).toEqual(['0', '3']);
  });

  it('are as many as the configuration counts before any was reported', async () => {
    const { paths } = await brokersBehind({ status: 503 }, 3);
    expect(await paths()).toEqual(['0', '1', '2']);
  });

  it('are also reported by a broker, where the gateway is down', async () => {
    const { paths } = await brokersBehind((response) => response.destroy(), 2, reporting(0, 1, 2, 3));
    expect(await paths()).toEqual(['0', '1', '2', '3']);
  });

  it('are not those that an answer makes up', async () => {
    const { paths } = await brokersBehind(reporting(0, -1, 0.5, '2', null, 0), 1);
    expect(await paths()).toEqual(['0']);
    const many = Array.from({ length: 5_000 }, (_, id) => id);
    const { brokers } = await brokersBehind(reporting(...many), 1);
    expect(await brokers.all()).toHaveLength(256);
  });

  it('asks for no permit, since it only looks', async () => {
    const { brokers } = await brokersBehind(reporting(0), 1);
    const permit = () => {
      throw new Error('no permit');
    };
    await expect(brokers.all({ permit })).resolves.toHaveLength(1);
  });

  it('ends with the call that it is part of', async () => {
    const { brokers } = await brokersBehind(reporting(0), 1);
    const reason = new Error('over');
    await expect(brokers.all({ signal: AbortSignal.abort(reason) })).rejects.toThrow();
  });
});

it('brokers that are listed are those, whatever the cluster reports', async () => {
  const list = [clientOf('http://one:9600'), clientOf('http://two:9600')];
  await expect(new ListedBrokers(list).all()).resolves.toEqual(list);
});
