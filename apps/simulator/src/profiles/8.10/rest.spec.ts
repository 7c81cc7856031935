import { describe, expect, it } from '@jest/globals';
import { changeLeaders, startComponent, stopComponent } from '../../cluster/lifecycle.ts';
import { faultSchema } from '../../faults/fault.schema.ts';
import type { FaultInput } from '../../faults/fault.schema.ts';
import { FakeCluster } from '../../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const durations = {
  zeebe: { appearDelayMs: 100, partitionStaggerMs: 0, partitionDurationMs: 100, changeDurationMs: 0 },
  webapps: { appearDelayMs: 100, partDurationMs: 100, partGapMs: 0 },
};
const fakeOf = (options: Options = {}) =>
  new FakeCluster({
    version: '8.10.9',
    ...options,
    settings: {
      zeebe: { ...durations.zeebe, ...options?.settings?.zeebe },
      webapps: { ...durations.webapps, ...options?.settings?.webapps },
    },
  });
const add = (fake: FakeCluster, fault: FaultInput) =>
  fake.cluster.context.faults.add(faultSchema.parse(fault));
const rest = async (fake: FakeCluster, request: string, body?: object, authorization?: string) => {
  const answer = await fake.ask('rest', request, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(authorization === undefined ? {} : { authorization }),
  });
  return { status: answer.status, body: JSON.parse(answer.body ?? 'null') as Record<string, unknown> };
};
const exporting = async (fake: FakeCluster) => (await rest(fake, 'GET /v2/exporting')).body.status;
const phases = (fake: FakeCluster) => fake.cluster.state.zeebe.replicas.map(({ phase }) => phase);

describe('logins of the REST API', () => {
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const fake = fakeOf({
    rest: {
      users: [{ username: 'ada', password: 'secret', permissions: ['BACKUP:READ'] }],
      tokens: [{ token: 'all' }],
    },
  });

  it.each([
    ['none', undefined, 401],
    ['a wrong password', basic('ada:other'), 401],
    ['a known user', basic('ada:secret'), 200],
    ['a token', 'Bearer all', 200],
    ['an unknown token', 'Bearer other', 401],
  ])('%s', async (_, authorization, status) => {
    const answer = await rest(fake, 'GET /v2/backups/runtime', undefined, authorization);
    expect(answer.status).toBe(status);
  });

  it('a missing permission is a 403 that names it, as a problem document', async () => {
    const answer = await rest(fake, 'POST /v2/exporting/pause?soft=true', undefined, basic('ada:secret'));
    expect(answer).toEqual({
      status: 403,
      body: {
        type: 'about:blank',
        title: 'FORBIDDEN',
        status: 403,
        detail: "Unauthorized to perform operation 'PAUSE' on resource 'EXPORTER'",
        instance: '/v2/exporting/pause',
      },
    });
  });

  it('are asked for at the REST port only', async () => {
    expect((await fake.ask('broker-0', 'GET /actuator/backupRuntime')).status).toBe(200);
  });
});

describe('exporting as a change of the configuration', () => {
  it('pauses and resumes with 204, and shows it', async () => {
    const fake = fakeOf();
    expect((await fake.ask('rest', 'POST /v2/exporting/pause?soft=true')).status).toBe(204);
    expect([await exporting(fake), phases(fake)]).toEqual(['SOFT_PAUSED', ['SOFT_PAUSED', 'SOFT_PAUSED']]);
    expect((await fake.ask('rest', 'POST /v2/exporting/resume')).status).toBe(204);
    expect(await exporting(fake)).toBe('EXPORTING');
  });

  it('is refused while another change is pending', async () => {
    const fake = fakeOf();
    fake.cluster.configuration?.begin({ kind: 'scaling', tenants: ['default'] }, 1_000);
    const refused = await rest(fake, 'POST /v2/exporting/pause?soft=true');
    expect([refused.status, refused.body.detail]).toEqual([500, expect.stringContaining('change 1')]);
    expect((await fake.ask('broker-0', 'POST /actuator/exporting/pause?soft=true')).body).toContain(
      '"status":500',
    );
    fake.wait(1_000);
    expect((await fake.ask('rest', 'POST /v2/exporting/pause?soft=true')).status).toBe(204);
  });

  it('may be applied after it timed out', async () => {
    const fake = fakeOf();
    add(fake, { kind: 'changeTimesOut', ms: 500, times: 1 });
    const late = await rest(fake, 'POST /v2/exporting/pause?soft=true');
    expect([late.status, late.body.detail]).toEqual([503, 'Timed out waiting for exporter state change 1']);
    expect([await exporting(fake), phases(fake)]).toEqual(['MIXED', ['EXPORTING', 'EXPORTING']]);
    fake.wait(500);
    expect([await exporting(fake), phases(fake)]).toEqual(['SOFT_PAUSED', ['SOFT_PAUSED', 'SOFT_PAUSED']]);
  });

  it('waits for a broker that is down, which follows when it starts', async () => {
    const fake = fakeOf({
      zeebe: { brokers: 2, partitions: 1, replicationFactor: 2 },
      settings: { zeebe: { changeTimeoutMs: 1_000 } },
    });
    stopComponent(fake.cluster, 'broker-1');
    const answer = fake.ask('rest', 'POST /v2/exporting/pause?soft=true');
    fake.wait(1_000);
    expect((await answer).status).toBe(503);
    expect(phases(fake)).toEqual(['SOFT_PAUSED', 'EXPORTING']);
    startComponent(fake.cluster, 'broker-1');
    expect([phases(fake), await exporting(fake)]).toEqual([['SOFT_PAUSED', 'SOFT_PAUSED'], 'SOFT_PAUSED']);
  });

  it('survives a restart without a pause file, and a soft pause that turned hard does no harm', async () => {
    const fake = fakeOf();
    await fake.ask('rest', 'POST /v2/exporting/pause?soft=true');
    await fake.ask('rest', 'POST /v2/exporting/pause');
    stopComponent(fake.cluster, 'broker-0');
    startComponent(fake.cluster, 'broker-0');
    expect([phases(fake), fake.cluster.state.zeebe.brokers[0]?.bricked]).toEqual([
      ['PAUSED', 'PAUSED'],
      false,
    ]);
  });

  it.each([
    [false, 'SOFT_PAUSED'],
    [true, 'EXPORTING'],
  ])('a leader change behind it, where leaderChangeResumes is %s', async (leaderChangeResumes, phase) => {
    const fake = fakeOf({ settings: { zeebe: { leaderChangeResumes } } });
    await fake.ask('rest', 'POST /v2/exporting/pause?soft=true');
    changeLeaders(fake.cluster);
    expect([await exporting(fake), phases(fake)]).toEqual(['SOFT_PAUSED', [phase, phase]]);
  });

  it('knows the faults of before', async () => {
    const fake = fakeOf();
    add(fake, { kind: 'envelopeFailure', message: 'no', times: 1 });
    add(fake, { kind: 'partialPause', partitions: [2], after: 0, times: 1 });
    expect((await rest(fake, 'POST /v2/exporting/pause')).body.detail).toBe('no');
    expect((await rest(fake, 'POST /v2/exporting/pause')).status).toBe(500);
    expect(phases(fake)).toEqual(['EXPORTING', 'PAUSED']);
  });

  it('refuses a broker of its own, unless it is set', async () => {
    const fake = fakeOf();
    const resume = () => fake.ask('broker-0', 'POST /actuator/partitions/resumeExporting');
    expect((await resume()).status).toBe(400);
    fake.cluster.state.settings.zeebe.brokerExporting = true;
    expect((await resume()).status).toBe(200);
  });

  it('the actuator answers in the envelope or with real codes', async () => {
    const fake = fakeOf();
    const pause = async (query = '') => {
      const { status, body } = await fake.ask('broker-0', `POST /actuator/exporting/pause?soft=true${query}`);
      return [status, body];
    };
    expect(await pause()).toEqual([200, '{"body":null,"status":204,"contentType":null}']);
    const unknown = `Unknown physical tenant 'x'.`;
    expect(await pause('&physicalTenant=x')).toEqual([
      200,
      JSON.stringify({ body: unknown, status: 400, contentType: null }),
    ]);
    fake.cluster.state.settings.zeebe.exportingCodes = 'real';
    expect([await pause(), await pause('&physicalTenant=x')]).toEqual([
      [204, undefined],
      [400, JSON.stringify(unknown)],
    ]);
  });
});
