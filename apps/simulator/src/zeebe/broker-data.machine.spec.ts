import { describe, expect, it } from '@jest/globals';
import { startComponent, stopComponent } from '../cluster/lifecycle.ts';
import { blur } from '../testing/recorded.ts';
import { FakeCluster } from '../testing/simulated-cluster.fake.ts';

type Options = ConstructorParameters<typeof FakeCluster>[0];

const notEmpty =
  "Brokers's data directory /data/broker-0/data is not empty. Aborting restore to avoid overwriting data. Please restart with a clean directory.";

/** A cluster whose backups are whole at once, in which time moves nothing but what is waited for. */
function quick(options: Options = {}): FakeCluster {
  return new FakeCluster({
    ...options,
    settings: {
      zeebe: {
        appearDelayMs: 0,
        partitionStaggerMs: 0,
        partitionDurationMs: 0,
        recordsPerSecond: 10,
        restoreDurationMs: 500,
      },
    },
  });
}

const data = (fake: FakeCluster) => fake.cluster.zeebe.data;
const brokers = (fake: FakeCluster) => fake.cluster.state.zeebe.brokers.map(({ id }) => id);
function positions(fake: FakeCluster): number[] {
  fake.cluster.zeebe.partitions.settle();
  return fake.cluster.state.zeebe.partitions.map(({ processedPosition }) => processedPosition);
}

const post = (fake: FakeCluster, backupId: number) =>
  fake.ask('broker-0', 'POST /actuator/backups', { body: JSON.stringify({ backupId }) });

/** Takes a backup, and returns the positions of its checkpoints. */
async function backup(fake: FakeCluster, backupId: number): Promise<number[]> {
  await post(fake, backupId);
  fake.wait(0);
  const { details } = await fake.json('broker-0', `GET /actuator/backups/${backupId}`);
  return (details as { checkpointPosition: number }[]).map(({ checkpointPosition }) => checkpointPosition);
}

function stop(fake: FakeCluster): void {
  for (const broker of brokers(fake)) stopComponent(fake.cluster, `broker-${broker}`);
}
function start(fake: FakeCluster): void {
  for (const broker of brokers(fake)) startComponent(fake.cluster, `broker-${broker}`);
}
function wipe(fake: FakeCluster): void {
  for (const broker of brokers(fake)) expect(data(fake).wipe(broker)).toBeUndefined();
}
function restore(fake: FakeCluster, backupId: number): void {
  for (const broker of brokers(fake)) expect(data(fake).restore(broker, backupId)).toBeUndefined();
  fake.wait(500);
}

describe('a wiped broker', () => {
  it('had to be stopped first', () => {
    const fake = quick();
    expect(data(fake).wipe(0)).toBe('broker-0 runs; stop it first.');
    expect(data(fake).restore(0, 7)).toBe('broker-0 runs; stop it first.');
    expect(data(fake).wipe(4)).toBe('This cluster has no broker 4.');
    expect(Math.min(...positions(fake))).toBeGreaterThan(0);
  });

  it('starts empty, exporting, and knows nothing of the ids that it had', async () => {
    const fake = quick();
    await backup(fake, 20);
    await fake.ask('broker-0', 'POST /actuator/exporting/pause?soft=true');
    stop(fake);
    wipe(fake);
    start(fake);
    const { body } = await fake.ask('broker-0', 'GET /actuator/partitions');
    const partition =
      '{"role":"LEADER","processedPosition":-1,"snapshotId":null,"processedPositionInSnapshot":null,"streamProcessorPhase":"PROCESSING","exporterPhase":"EXPORTING","exportedPosition":-1,"clock":{"instant":"2026-11-24T23:41:12.747Z","modificationType":"None","modification":{}}}';
    expect(blur(body)).toBe(blur(`{"1":${partition},"2":${partition}}`));
    expect(JSON.parse(body ?? '')).toMatchObject({ 1: { processedPosition: -1, exportedPosition: -1 } });
    expect((await post(fake, 3)).status).toBe(202);
  });

  it('is cured of pause files that no broker can read', async () => {
    const fake = quick();
    await fake.ask('broker-0', 'POST /actuator/exporting/pause?soft=true');
    await fake.ask('broker-0', 'POST /actuator/exporting/pause');
    stop(fake);
    wipe(fake);
    start(fake);
    expect(await fake.json('broker-0', 'GET /actuator/partitions')).toMatchObject({
      1: { exporterPhase: 'EXPORTING' },
    });
  });

  it('still has its backups in the store, where one that ran stays unfinished', async () => {
    const fake = quick();
    await backup(fake, 20);
    fake.cluster.state.settings.zeebe.partitionDurationMs = 5_000;
    await post(fake, 21);
    stop(fake);
    wipe(fake);
    start(fake);
    fake.wait(60_000);
    expect(await fake.json('broker-0', 'GET /actuator/backups/20')).toMatchObject({ state: 'COMPLETED' });
    expect(await fake.json('broker-0', 'GET /actuator/backups/21')).toMatchObject({ state: 'FAILED' });
  });

  it('has forgotten a backup that it had accepted and not started', async () => {
    const fake = quick();
    fake.cluster.state.settings.zeebe.appearDelayMs = 5_000;
    await post(fake, 20);
    stop(fake);
    wipe(fake);
    start(fake);
    fake.wait(60_000);
    expect((await fake.ask('broker-0', 'GET /actuator/backups/20')).status).toBe(404);
  });

  it('gets its partitions from the brokers that still have them', async () => {
    const fake = quick({ zeebe: { brokers: 3, replicationFactor: 3 } });
    await backup(fake, 20);
    const before = positions(fake);
    stopComponent(fake.cluster, 'broker-1');
    data(fake).wipe(1);
    startComponent(fake.cluster, 'broker-1');
    expect(positions(fake)).toEqual(before);
    expect((await post(fake, 3)).status).toBe(409);
  });
});

describe('restoring a broker', () => {
  it('takes its time, and ends where the log was at the checkpoint', async () => {
    const fake = quick();
    const checkpoints = await backup(fake, 20);
    fake.wait(60_000);
    expect(positions(fake)).not.toEqual(checkpoints);
    stop(fake);
    wipe(fake);
    expect(data(fake).restore(0, 20)).toBeUndefined();
    fake.wait(499);
    expect([data(fake).isRestoring(0), positions(fake)]).toEqual([true, [-1, -1]]);
    fake.wait(1);
    expect(data(fake).isRestoring(0)).toBe(false);
    // As long as the broker is down its log does not grow.
    fake.wait(60_000);
    start(fake);
    expect(positions(fake)).toEqual(checkpoints);
    expect(await fake.json('broker-0', 'GET /actuator/partitions')).toMatchObject({
      1: { exporterPhase: 'EXPORTING', snapshotId: expect.any(String) },
      2: { exporterPhase: 'EXPORTING', snapshotId: null },
    });
  });

  it('brings back the ids of that time: its own is burnt, a newer one is found in the store as it was', async () => {
    const fake = quick();
    await backup(fake, 20);
    fake.wait(60_000);
    await backup(fake, 30);
    const old = await fake.json('broker-0', 'GET /actuator/backups/30');
    stop(fake);
    wipe(fake);
    restore(fake, 20);
    start(fake);
    const again = await post(fake, 20);
    expect([again.status, again.body]).toEqual([
      409,
      '{"message":"Requested backup has id 20. The latest backup has id 20. Id of new backups must be higher than the previous one. "}',
    ]);
    expect((await post(fake, 30)).status).toBe(202);
    expect(await fake.json('broker-0', 'GET /actuator/backups/30')).toEqual(old);
    expect((await post(fake, 29)).status).toBe(409);
  });

  it('fails on a directory that is not empty', async () => {
    const fake = quick();
    await backup(fake, 20);
    stop(fake);
    expect(data(fake).restore(0, 20)).toBe(notEmpty);
    wipe(fake);
    data(fake).restore(0, 20);
    expect(data(fake).restore(0, 20)).toBe(notEmpty);
    fake.wait(500);
    expect(data(fake).restore(0, 20)).toBe(notEmpty);
  });

  it('fails on what a broker has written that was started empty', async () => {
    const fake = quick();
    await backup(fake, 20);
    stop(fake);
    wipe(fake);
    start(fake);
    stop(fake);
    expect(data(fake).restore(0, 20)).toBe(notEmpty);
  });

  it('fails without a whole backup of that id, and leaves the directory empty for the next try', async () => {
    const fake = quick();
    await backup(fake, 20);
    await backup(fake, 30);
    fake.cluster.zeebe.backups.losePartition(30, 2);
    fake.cluster.state.settings.zeebe.partitionDurationMs = 5_000;
    await backup(fake, 40);
    stop(fake);
    wipe(fake);
    expect(data(fake).restore(0, 4242)).toBe('Could not find a completed backup with id 4242.');
    expect(data(fake).restore(0, 30)).toBe('Could not find a completed backup with id 30.');
    expect(data(fake).restore(0, 40)).toBe('Could not find a completed backup with id 40.');
    fake.cluster.state.settings.zeebe.backupStore = 'NONE';
    expect(data(fake).restore(0, 20)).toBe('No backup store configured, cannot restore from backup.');
    fake.cluster.state.settings.zeebe.backupStore = 'UNREACHABLE';
    expect(data(fake).restore(0, 20)).toContain('Connection refused');
    fake.cluster.state.settings.zeebe.backupStore = 'S3';
    restore(fake, 20);
    expect(fake.cluster.state.zeebe.brokers[0]?.data).toBe('present');
  });

  it('needs of a backup only what belongs to the broker', async () => {
    const fake = quick({ zeebe: { brokers: 2 } });
    await backup(fake, 20);
    fake.cluster.zeebe.backups.losePartition(20, 2);
    stop(fake);
    wipe(fake);
    expect(data(fake).restore(0, 20)).toBeUndefined();
    expect(data(fake).restore(1, 20)).toBe('Could not find a completed backup with id 20.');
  });

  it('is in vain as long as another broker kept the old log', async () => {
    const fake = quick({ zeebe: { brokers: 3, replicationFactor: 3 } });
    const checkpoints = await backup(fake, 20);
    fake.wait(60_000);
    const before = positions(fake);
    stop(fake);
    data(fake).wipe(0);
    data(fake).restore(0, 20);
    fake.wait(500);
    expect(positions(fake)).toEqual(before);
    wipe(fake);
    restore(fake, 20);
    expect(positions(fake)).toEqual(checkpoints);
  });

  it('ends when the directory is emptied meanwhile; until then the broker cannot start', async () => {
    const fake = quick();
    await backup(fake, 20);
    stop(fake);
    wipe(fake);
    data(fake).restore(0, 20);
    start(fake);
    expect(fake.cluster.state.stopped).toEqual(['broker-0']);
    wipe(fake);
    fake.wait(60_000);
    expect(fake.cluster.state.zeebe.brokers[0]?.data).toBe('empty');
    const events = fake.log
      .read('fake')
      .flatMap((effect) => (effect.kind === 'broker' ? [effect.detail] : []));
    expect(events.slice(-4)).toEqual([
      { event: 'wiped' },
      { event: 'restoring', backupId: 20 },
      { event: 'restore failed', backupId: 20, reason: 'The data directory was emptied meanwhile.' },
      { event: 'wiped' },
    ]);
  });
});
