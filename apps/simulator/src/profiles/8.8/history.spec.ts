import { describe, expect, it } from '@jest/globals';
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

describe('the history of 8.8', () => {
  it('is one backup of six parts, with 200 and their names at once', async () => {
    const fake = fakeOf();
    const answer = await take(fake);
    expect([answer.status, answer.contentType, answer.body]).toEqual([
      200,
      'application/vnd.spring-boot.actuator.v3+json',
      JSON.stringify({ scheduledSnapshots: names(6) }),
    ]);
    expect((await fake.ask('broker-0', `GET ${path}/42`)).status).toBe(404);
  });

  it('is IN_PROGRESS between its parts, other than the separate applications', async () => {
    const fake = fakeOf();
    await take(fake);
    const states = [];
    for (let step = 0; step < 13; step += 1) {
      fake.wait(100);
      states.push(await state(fake));
    }
    expect(states).toEqual([...Array.from({ length: 11 }, () => 'IN_PROGRESS'), 'COMPLETED', 'COMPLETED']);
    const { details, ...rest } = await fake.json('broker-0', `GET ${path}/42`);
    expect(rest).toEqual({ backupId: 42, state: 'COMPLETED' });
    expect(details).toMatchObject(
      names(6).map((snapshotName) => ({ snapshotName, state: 'SUCCESS', failures: null })),
    );
  });

  it('writes the metadata that its deletion reads, and takes every index of the history once', async () => {
    const fake = fakeOf();
    await take(fake);
    fake.wait(2_000);
    const snapshots = snapshotsOf(fake);
    expect(snapshots[3]?.metadata).toEqual({ backupId: 42, version: '8.8.3', partNo: 4, partCount: 6 });
    const taken = snapshots.flatMap(({ indices }) => indices.map(({ name }) => name));
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken).toEqual(
      expect.arrayContaining(['operate-list-view-8.3.0_', 'tasklist-task-8.8.0_', 'camunda-role-8.8.0_']),
    );
    const own = fake.cluster.state.elasticsearch.indices.filter(({ name }) =>
      /^(operate|tasklist|camunda)-/.test(name),
    );
    expect(taken.toSorted()).toEqual(own.map(({ name }) => name).toSorted());
  });

  it.each([5, 7])('has %d parts where that many are configured', async (parts) => {
    const fake = fakeOf({ settings: { webapps: { parts } } });
    await take(fake);
    fake.wait(3_000);
    expect(snapshotsOf(fake).map(({ name }) => name)).toEqual(names(parts));
    expect(await state(fake)).toBe('COMPLETED');
  });

  it('keeps the number of parts that it began with', async () => {
    const fake = fakeOf();
    await take(fake);
    fake.wait(300);
    fake.cluster.state.settings.webapps.parts = 7;
    fake.wait(2_000);
    expect(snapshotsOf(fake).map(({ name }) => name)).toEqual(names(6));
  });

  it('puts the configured prefix in front of its indices', () => {
    const fake = fakeOf({ indexPrefix: 'custom' });
    expect(fake.cluster.state.elasticsearch.indices.map(({ name }) => name)).toContain(
      'custom-operate-list-view-8.3.0_',
    );
  });

  it.each([
    ['8.8.0', 'operate-import-position-8.3.0_', 'camunda-audit-log-8.9.0_'],
    ['8.9.0', 'camunda-history-deletion-8.9.0_', 'operate-import-position-8.3.0_'],
    ['8.10.9', 'camunda-wait-state-8.10.0_', 'operate-metric-8.3.0_'],
  ])('has the indices of %s', (version, present, absent) => {
    const { indices } = fakeOf({ version }).cluster.state.elasticsearch;
    const all = indices.map(({ name }) => name);
    expect([all.includes(present), all.includes(absent)]).toEqual([true, false]);
    expect(all.some((name) => name.startsWith(`zeebe-record_job_${version}_`))).toBe(true);
  });

  it('leaves out the record indices while their exporter is off', async () => {
    const fake = fakeOf({ settings: { zeebe: { recordsExporter: false } } });
    const { indices, templates = [] } = fake.cluster.state.elasticsearch;
    expect([...indices, ...templates].filter(({ name }) => name.startsWith('zeebe-record'))).toEqual([]);
    expect((await fake.ask('broker-0', 'GET /actuator/exporters')).body).toBe(
      '[{"exporterId":"camundaexporter","status":"ENABLED"}]',
    );
  });
});

describe('the history of 8.8 refuses', () => {
  it.each([
    ['{"backupId":0}', 400, 'BackupId must be a non-negative Integer. Received value: 0'],
    ['{"backupId":-1}', 400, 'BackupId must be a non-negative Integer. Received value: -1'],
  ])('%s', async (body, status, text) => {
    const answer = await fakeOf().ask('broker-0', `POST ${path}`, { body });
    expect([answer.status, answer.body]).toEqual([status, JSON.stringify({ message: text })]);
  });

  it('a body that is not JSON, and one of another type', async () => {
    const fake = fakeOf();
    expect((await fake.ask('broker-0', `POST ${path}`, { body: '{' })).status).toBe(400);
    expect((await fake.ask('broker-0', `POST ${path}`, { body: 'x', type: 'text/plain' })).status).toBe(415);
    expect((await fake.ask('broker-0', `POST ${path}`)).status).toBe(415);
  });

  it('the same id, and a second backup on the same broker while parts wait', async () => {
    const fake = fakeOf({ zeebe: { brokers: 2 } });
    await take(fake);
    const running = await take(fake, 43);
    expect([running.status, running.body]).toEqual([
      400,
      '{"message":"Another backup is running at the moment"}',
    ]);
    // The other broker knows its own queue only.
    expect((await take(fake, 44, 'broker-1')).status).toBe(200);
    fake.wait(3_000);
    const again = await take(fake);
    expect([again.status, again.body]).toEqual([
      400,
      JSON.stringify({
        message: `A backup with ID [42] already exists. Found snapshots: [${names(6).join(', ')}]`,
      }),
    ]);
  });

  it('unknown ids, with a text of its own for each call', async () => {
    const fake = fakeOf();
    const shown = await fake.ask('broker-0', `GET ${path}/7`);
    const removed = await fake.ask('broker-0', `DELETE ${path}/7`);
    expect([shown, removed].map(({ status, body }) => [status, body])).toEqual([
      [404, '{"message":"No backup with id [7] found."}'],
      [404, `{"message":"Expected to find backup with ID '7', but no metadata for it found"}`],
    ]);
  });

  it('to begin while an index is missing', async () => {
    const fake = fakeOf();
    const { elasticsearch } = fake.cluster.state;
    elasticsearch.indices = elasticsearch.indices.filter(({ name }) => name !== 'operate-variable-8.3.0_');
    const answer = await take(fake);
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining('operate-variable-8.3.0_')]);
  });

  it('everything without a configured repository', async () => {
    const fake = fakeOf({ repository: '' });
    expect((await take(fake)).body).toBe('{"message":"No backup repository configured."}');
  });
});

describe('deletion and lists of 8.8', () => {
  it('reaches the parts of another version, later than its answer', async () => {
    const fake = fakeOf({ settings: { webapps: { parts: 5 } } });
    await take(fake);
    fake.wait(3_000);
    fake.cluster.state.settings.webapps.parts = 6;
    const answer = await fake.ask('broker-0', `DELETE ${path}/42`);
    expect([answer.status, snapshotsOf(fake).length]).toEqual([204, 5]);
    fake.wait(100);
    expect(snapshotsOf(fake)).toEqual([]);
  });

  it('an id whose deletion is not done is accepted again, and its parts fail silently', async () => {
    const fake = fakeOf({ settings: { webapps: { deleteDelayMs: 500 } } });
    await take(fake);
    fake.wait(3_000);
    await fake.ask('broker-0', `DELETE ${path}/42`);
    expect((await take(fake)).status).toBe(200);
    fake.wait(3_000);
    expect((await fake.ask('broker-0', `GET ${path}/42`)).status).toBe(404);
  });

  it('lists newest first, narrowed by a pattern, and without times when asked for less', async () => {
    const fake = fakeOf();
    for (const id of [41, 42, 51]) {
      await take(fake, id);
      fake.wait(3_000);
    }
    const list = async (query: string) => {
      const { body } = await fake.ask('broker-0', `GET ${path}${query}`);
      return JSON.parse(body ?? '') as {
        backupId: number;
        state: string;
        details: { startTime?: string }[];
      }[];
    };
    const idsOf = async (query: string) => (await list(query)).map(({ backupId }) => backupId);
    expect(await idsOf('')).toEqual([51, 42, 41]);
    expect(await idsOf('?pattern=4*')).toEqual([42, 41]);
    const [first] = await list('?verbose=false');
    expect([first?.state, first?.details[0]?.startTime]).toEqual(['COMPLETED', undefined]);
    expect((await fake.ask('broker-0', `GET ${path}?pattern=x`)).status).toBe(400);
  });
});
