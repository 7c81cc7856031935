import { beforeEach, describe, expect, it } from '@jest/globals';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';
import { placeSets } from './placed-sets.ts';

interface Listed {
  readonly backupId: number;
  readonly state: string;
  readonly details: readonly { readonly startTime: string }[];
}

describe('placed sets', () => {
  let fake: FakeCluster;

  beforeEach(() => {
    fake = new FakeCluster({ settings: { zeebe: { recordsPerSecond: 0 } } });
  });

  const list = async (component: 'broker-0' | 'operate' | 'tasklist' | 'optimize') =>
    (await fake.json(component, 'GET /actuator/backups')) as unknown as Listed[];

  it('are complete in the eyes of every component', async () => {
    expect(placeSets(fake.cluster, { count: 30, firstId: 1_000, step: 10 })).toBeUndefined();
    const ids = Array.from({ length: 30 }, (_, index) => 1_000 + 10 * index);
    for (const component of ['broker-0', 'operate', 'tasklist', 'optimize'] as const) {
      const backups = await list(component);
      expect(backups.map(({ backupId }) => backupId).sort((a, b) => a - b)).toEqual(ids);
      expect(new Set(backups.map(({ state }) => state))).toEqual(new Set(['COMPLETED']));
    }
    expect((await list('operate')).map(({ backupId }) => backupId)).toEqual(ids.reverse());
    expect(await fake.json('broker-0', 'GET /actuator/backups/1290')).toMatchObject({
      details: [{ partitionId: 1, state: 'COMPLETED' }, { partitionId: 2 }],
    });
  });

  it('are fifteen snapshots each, oldest first, with the indices and the metadata of real ones', async () => {
    placeSets(fake.cluster, { count: 2, firstId: 7, step: 1, version: '8.5.3' });
    const { snapshots } = await fake.json('elasticsearch', 'GET /_snapshot/camunda/_all');
    const found = snapshots as { snapshot: string; state: string; indices: string[]; metadata: object }[];
    expect(found).toHaveLength(30);
    expect(found[15]).toMatchObject({
      snapshot: 'camunda_operate_8_8.5.3_part_1_of_6',
      state: 'SUCCESS',
      indices: ['operate-import-position-8.3.0_'],
      metadata: { partCount: 6, backupId: 8, partNo: 1, version: '8.5.3' },
    });
    const records = found.find(({ snapshot }) => snapshot === 'camunda_zeebe_records_backup_7');
    expect(records?.indices).toHaveLength(7);
  });

  it('count as taken: lower ids are refused from now on, and the logs have grown from one to the next', async () => {
    placeSets(fake.cluster, { count: 3, firstId: 10, step: 10 });
    const taken = await fake.ask('broker-0', 'POST /actuator/backups', { body: '{"backupId":29}' });
    expect(taken.status).toBe(409);
    const positions = await Promise.all(
      [10, 20, 30].map(async (id) => {
        const { details } = await fake.json('broker-0', `GET /actuator/backups/${id}`);
        return (details as { checkpointPosition: number }[])[0]?.checkpointPosition ?? 0;
      }),
    );
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect(new Set(positions).size).toBe(3);
    expect(fake.log.read('fake')[0]).toMatchObject({
      kind: 'sets-placed',
      detail: { count: 3, firstId: 10, lastId: 30, step: 10 },
    });
  });

  it('are not placed over what is there', async () => {
    placeSets(fake.cluster, { count: 2, firstId: 1, step: 1 });
    expect(placeSets(fake.cluster, { count: 5, firstId: 2, step: 1 })).toBe(
      'The repository has camunda_operate_2_8.6.0_part_1_of_6 already.',
    );
    expect(await list('operate')).toHaveLength(2);
  });

  it('are only of the components that the cluster has', async () => {
    fake = new FakeCluster({ components: ['zeebe', 'operate', 'elasticsearch'] });
    placeSets(fake.cluster, { count: 1, firstId: 1, step: 1 });
    const { total } = await fake.json('elasticsearch', 'GET /_snapshot/camunda/_all');
    expect(total).toBe(7);
  });
});
