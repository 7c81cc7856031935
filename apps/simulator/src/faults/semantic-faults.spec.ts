import { describe, expect, it } from '@jest/globals';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';
import { faultSchema } from './fault.schema.ts';
import type { FaultInput } from './fault.schema.ts';

const settings = {
  zeebe: { appearDelayMs: 100, partitionStaggerMs: 0, partitionDurationMs: 100 },
  operate: { appearDelayMs: 100, partDurationMs: 100, partGapMs: 100 },
  optimize: { appearDelayMs: 100, partDurationMs: 100, partGapMs: 100 },
};

function withFault(spec: FaultInput): FakeCluster {
  const fake = new FakeCluster({ settings });
  fake.cluster.context.faults.add(faultSchema.parse(spec));
  return fake;
}

const body = '{"backupId":42}';
const take = (fake: FakeCluster, component: 'broker-0' | 'operate' | 'optimize') =>
  fake.ask(component, 'POST /actuator/backups', { body });
const phases = async (fake: FakeCluster) =>
  Object.values(await fake.json('broker-0', 'GET /actuator/partitions')).map(
    (partition) => (partition as { exporterPhase: string }).exporterPhase,
  );
const envelope = async (fake: FakeCluster, operation: string) =>
  (await fake.json('broker-0', `POST /actuator/exporting/${operation}`)).status;

describe('faults of exporting', () => {
  it('envelopeFailure: HTTP 200 with a 500 inside, and nothing done', async () => {
    const fake = withFault({ kind: 'envelopeFailure', times: 1 });
    expect(await envelope(fake, 'pause?soft=true')).toBe(500);
    expect(await phases(fake)).toEqual(['EXPORTING', 'EXPORTING']);
    expect(await envelope(fake, 'pause?soft=true')).toBe(204);
  });

  it('partialPause: the same, but some partitions are paused', async () => {
    const fake = withFault({ kind: 'partialPause', partitions: [2] });
    expect(await envelope(fake, 'pause?soft=true')).toBe(500);
    expect(await phases(fake)).toEqual(['EXPORTING', 'SOFT_PAUSED']);
    expect(await envelope(fake, 'resume')).toBe(204);
  });

  it('exporterStuck: the phase follows the good answer late', async () => {
    const fake = withFault({ kind: 'exporterStuck', ms: 500 });
    expect(await envelope(fake, 'pause?soft=true')).toBe(204);
    expect(await phases(fake)).toEqual(['EXPORTING', 'EXPORTING']);
    fake.wait(500);
    expect(await phases(fake)).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
  });

  it('resumeIgnored: it stays paused after a good answer', async () => {
    const fake = withFault({ kind: 'resumeIgnored', times: 1 });
    await envelope(fake, 'pause');
    expect(await envelope(fake, 'resume')).toBe(204);
    expect(await phases(fake)).toEqual(['PAUSED', 'PAUSED']);
    await envelope(fake, 'resume');
    expect(await phases(fake)).toEqual(['EXPORTING', 'EXPORTING']);
  });
});

describe('faults of Zeebe backups', () => {
  const outcome = async (spec: FaultInput) => {
    const fake = withFault(spec);
    const { status } = await take(fake, 'broker-0');
    fake.wait(10_000);
    return { status, answer: await fake.json('broker-0', 'GET /actuator/backups/42') };
  };

  it('zeebePartitionFails: one partition fails, with its reason', async () => {
    const { answer } = await outcome({ kind: 'zeebePartitionFails', partitionId: 2, reason: 'disk is full' });
    expect(answer).toMatchObject({
      state: 'FAILED',
      failureReason: 'Backup on partition 2 failed due to disk is full. ',
      details: [{ state: 'COMPLETED' }, { state: 'FAILED', failureReason: 'disk is full' }],
    });
  });

  it('zeebeBackupLost: accepted, and never known', async () => {
    const { status, answer } = await outcome({ kind: 'zeebeBackupLost' });
    expect([status, answer]).toEqual([202, { message: 'Backup with id 42 does not exist' }]);
  });

  it('zeebeStaleBackup: complete, with the time of the old timeline', async () => {
    const { status, answer } = await outcome({
      kind: 'zeebeStaleBackup',
      createdAt: '2025-05-05T05:05:05.000Z',
    });
    expect(status).toBe(202);
    expect(answer).toMatchObject({
      state: 'COMPLETED',
      details: [{ createdAt: '2025-05-05T05:05:05.000Z' }, {}],
    });
  });

  it('leaderChange: what was running has failed', async () => {
    const { answer } = await outcome({ kind: 'leaderChange', afterMs: 150 });
    expect(answer).toMatchObject({
      state: 'FAILED',
      details: [{ failureReason: 'Backup is cancelled due to leader change.' }, {}],
    });
  });

  it('noBackupStore: nothing is possible', async () => {
    expect((await outcome({ kind: 'noBackupStore' })).status).toBe(400);
  });
});

describe('faults of the web applications', () => {
  const outcome = async (component: 'operate' | 'optimize', spec: FaultInput) => {
    const fake = withFault(spec);
    const { status } = await take(fake, component);
    fake.wait(60_000);
    return { status, answer: await fake.json(component, 'GET /actuator/backups/42') };
  };

  it('webAppNeverAppears: triggered, and never known', async () => {
    const { status, answer } = await outcome('operate', { kind: 'webAppNeverAppears', component: 'operate' });
    expect([status, answer.message]).toEqual([200, 'Index 0 out of bounds for length 0']);
  });

  it('webAppPartFails: a failed part ends the backup', async () => {
    const { answer } = await outcome('operate', { kind: 'webAppPartFails', component: 'operate', part: 2 });
    expect(answer).toMatchObject({
      state: 'FAILED',
      failureReason: 'There were failures with the following snapshots: camunda_operate_42_8.6.0_part_2_of_6',
      details: [{ state: 'SUCCESS' }, { state: 'FAILED' }],
    });
  });

  it('webAppPartFails with PARTIAL: the other parts still follow', async () => {
    const fault = { kind: 'webAppPartFails', component: 'operate', part: 4, state: 'PARTIAL' } as const;
    const { answer } = await outcome('operate', fault);
    expect(answer.failureReason).toBe(
      'Some of the snapshots are partial: camunda_operate_42_8.6.0_part_4_of_6',
    );
    expect(answer.details).toHaveLength(6);
  });

  it('webAppStopsAfterPart: INCOMPLETE permanently', async () => {
    const fault = { kind: 'webAppStopsAfterPart', component: 'optimize', part: 1 } as const;
    const { answer } = await outcome('optimize', fault);
    expect(answer).toMatchObject({ state: 'INCOMPLETE', details: [{ state: 'SUCCESS' }] });
  });
});

describe('faults of the record snapshot', () => {
  it.each(['FAILED', 'PARTIAL'] as const)('recordsSnapshotFails: it ends %s', async (state) => {
    const fake = withFault({ kind: 'recordsSnapshotFails', state });
    await fake.ask('elasticsearch', 'PUT /_snapshot/camunda/records', {
      body: '{"indices":"zeebe-record*"}',
    });
    fake.wait(10_000);
    const { snapshots } = await fake.json('elasticsearch', 'GET /_snapshot/camunda/records');
    const failed = state === 'FAILED' ? 7 : 1;
    expect(snapshots).toMatchObject([{ state, shards: { total: 11, failed, successful: 11 - failed } }]);
  });
});
