import { describe, expect, it } from '@jest/globals';
import { startComponent, stopComponent } from '../../cluster/lifecycle.ts';
import { faultSchema } from '../../faults/fault.schema.ts';
import type { FaultInput } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const webapps = { appearDelayMs: 100, partDurationMs: 100, partGapMs: 100, deleteDelayMs: 100 };
const fakeOf = (options: Options = {}) =>
  new FakeCluster({
    version: '8.8.3',
    ...options,
    settings: { ...options?.settings, webapps: { ...webapps, ...options?.settings?.webapps } },
  });
const path = '/actuator/backupHistory';
const take = (fake: FakeCluster, id = 42, broker: 'broker-0' | 'broker-1' = 'broker-0') =>
  fake.ask(broker, `POST ${path}`, { body: `{"backupId":${id}}` });
const names = (count: number, version = '8.8.3') =>
  Array.from({ length: count }, (_, index) => `camunda_webapps_42_${version}_part_${index + 1}_of_${count}`);
const state = async (fake: FakeCluster) => (await fake.json('broker-0', `GET ${path}/42`)).state;
const snapshotsOf = (fake: FakeCluster) => fake.cluster.snapshots.list('camunda');
const withFault = (fault: FaultInput, options: Options = {}) => {
  const fake = fakeOf(options);
  fake.cluster.context.faults.add(faultSchema.parse(fault));
  return fake;
};

describe('trouble with the search engine', () => {
  const requests = [`POST ${path}`, `GET ${path}`, `GET ${path}/42`, `DELETE ${path}/42`];
  const statuses = async (fake: FakeCluster) => {
    const found = [];
    for (const request of requests) {
      const body = request.startsWith('POST') ? { body: '{"backupId":42}' } : {};
      found.push(await fake.ask('broker-0', request, body));
    }
    return found;
  };

  it.each([
    ['elasticsearch', [404, 404, 500, 404]],
    ['opensearch', [500, 500, 500, 500]],
  ] as const)(
    'an unregistered repository on %s has one text and several statuses',
    async (engine, expected) => {
      const answers = await statuses(
        fakeOf({ secondaryStorage: engine, elasticsearch: { repositories: [] } }),
      );
      expect(answers.map(({ status }) => status)).toEqual(expected);
      expect(new Set(answers.map(({ body }) => body))).toEqual(
        new Set(['{"message":"No repository with name [camunda] could be found."}']),
      );
    },
  );

  it.each([
    ['elasticsearch', [502, 502, 502, 502]],
    ['opensearch', [500, 502, 502, 500]],
  ] as const)('%s that is down', async (engine, expected) => {
    const fake = fakeOf({ secondaryStorage: engine });
    stopComponent(fake.cluster, 'elasticsearch');
    const answers = await statuses(fake);
    expect(answers.map(({ status }) => status)).toEqual(expected);
    expect(answers[0]?.body).toContain('Encountered an error connecting to');
  });

  it.each([
    ['elasticsearch', 2],
    ['opensearch', 6],
  ] as const)('on %s a PARTIAL part is followed by others or not', async (engine, parts) => {
    const fake = withFault(
      { kind: 'webAppPartFails', component: 'webapps', part: 2, state: 'PARTIAL' },
      { secondaryStorage: engine },
    );
    await take(fake);
    fake.wait(3_000);
    expect(snapshotsOf(fake)).toHaveLength(parts);
    expect(await fake.json('broker-0', `GET ${path}/42`)).toMatchObject({
      state: 'FAILED',
      failureReason: `Some of the snapshots are partial: ${names(6)[1] ?? ''}`,
    });
  });

  it('a part that never comes leaves the backup IN_PROGRESS until the check gives up', async () => {
    const fake = withFault({ kind: 'webAppStopsAfterPart', component: 'webapps', part: 2 });
    await take(fake);
    fake.wait(10_000);
    expect(await state(fake)).toBe('IN_PROGRESS');
    fake.wait(300_000);
    expect(await state(fake)).toBe('INCOMPLETE');
  });

  it('a restart of the broker that took it forgets the parts that wait', async () => {
    const fake = fakeOf({ zeebe: { brokers: 2, replicationFactor: 2 } });
    await take(fake);
    fake.wait(150);
    stopComponent(fake.cluster, 'broker-1');
    startComponent(fake.cluster, 'broker-1');
    expect(fake.cluster.history.isBusy('broker-0')).toBe(true);
    stopComponent(fake.cluster, 'broker-0');
    startComponent(fake.cluster, 'broker-0');
    fake.wait(3_000);
    expect(snapshotsOf(fake)).toHaveLength(1);
  });
});
