import { describe, expect, it } from '@jest/globals';
import { stopComponent } from '../../cluster/lifecycle.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

const phaseOf = async (fake: FakeCluster) => {
  const partitions = await fake.json('broker-0', 'GET /actuator/partitions');
  return (partitions['1'] as { exporterPhase: string }).exporterPhase;
};
const pause = (fake: FakeCluster) => fake.ask('broker-0', 'POST /actuator/exporting/pause?soft=true');

describe('pausing before the soft pause came', () => {
  it.each(['8.1.9', '8.2.26', '8.3.10', '8.4.6', '8.5.0'])('%s: a 204, and a hard pause', async (version) => {
    const fake = new FakeCluster({ version });
    const answer = await pause(fake);
    expect([answer.status, answer.body, await phaseOf(fake)]).toEqual([204, undefined, 'PAUSED']);
    expect((await fake.ask('broker-0', 'POST /actuator/exporting/resume')).status).toBe(204);
    expect(await phaseOf(fake)).toBe('EXPORTING');
  });

  it('a failure is a 500 with the exception', async () => {
    const fake = new FakeCluster({ version: '8.2.0', zeebe: { brokers: 2, replicationFactor: 2 } });
    stopComponent(fake.cluster, 'broker-1');
    const answer = await pause(fake);
    expect([answer.status, JSON.parse(answer.body ?? '')]).toEqual([
      500,
      expect.objectContaining({
        message: expect.stringContaining('Expected 2 members of partition 1 but found 1'),
      }),
    ]);
    expect((await fake.ask('broker-0', 'POST /actuator/exporting/other')).status).toBe(500);
  });
});

describe('pausing since the soft pause', () => {
  it.each(['8.2.27', '8.3.11', '8.4.7', '8.5.1', '8.6.0', '8.7.17', '8.9.0'])(
    '%s: HTTP 200 with the status inside, and a soft pause',
    async (version) => {
      const fake = new FakeCluster({ version });
      const answer = await pause(fake);
      expect([answer.status, answer.body, await phaseOf(fake)]).toEqual([
        200,
        '{"body":null,"status":204,"contentType":null}',
        'SOFT_PAUSED',
      ]);
    },
  );
});

describe('8.2 and 8.3', () => {
  it.each(['8.2.27', '8.3.1'])('%s has the backups of 8.4, and no /actuator/cluster', async (version) => {
    const fake = new FakeCluster({ version });
    const statuses = [];
    for (const component of ['broker-0', 'operate', 'tasklist'] as const) {
      const body = '{"backupId":42}';
      statuses.push((await fake.ask(component, 'POST /actuator/backups', { body })).status);
    }
    statuses.push((await fake.ask('broker-0', 'GET /actuator/cluster')).status);
    expect(statuses).toEqual([202, 200, 200, 404]);
  });
});
