import { setImmediate as nextTick } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { Call } from '../../http/call.ts';
import { Bucket } from '../../testing/bucket.fake.ts';
import { partitionsWithLogs } from '../../testing/record-logs.fake.ts';
import { createZeebe } from '../../zeebe/zeebe.component.ts';
import { zeebeListener } from '../../zeebe/zeebe.listener.ts';
import { S3BackupStore } from './s3-backup-store.ts';

/** Two brokers with one partition, led by broker 0. */
function zeebe() {
  const { state, context, effects, logs } = partitionsWithLogs({
    brokers: 2,
    partitions: 1,
    replicationFactor: 2,
  });
  const bucket = new Bucket();
  const store = new S3BackupStore(context, bucket, logs);
  const component = createZeebe(context, { store, logs });
  return { state, effects, bucket, store, backups: component.backups, answer: zeebeListener(component, 0) };
}

/** A backup whose part is in the bucket, and has not ended. */
async function running() {
  const setting = zeebe();
  setting.backups.take(7, {});
  setting.backups.startPartition(7, 1);
  await setting.store.settled();
  return setting;
}

const folder = ['1/7/0/manifest.json', '1/7/0/segments/records.jsonl', '1/7/0/snapshot/state.json'];

describe('backups in an S3 store', () => {
  it('are known from the bucket alone once they have ended', async () => {
    const { state, bucket, store, backups } = await running();
    backups.endPartition(7, 1);
    await store.settled();
    expect(bucket.keys).toEqual(folder);
    state.zeebe.backups = [];
    await store.refresh();
    expect(backups.completedPart(7, 1)).toBeDefined();
  });

  it('are not forgotten by a look at the bucket that was taken before a part was stored', async () => {
    const { store, backups } = zeebe();
    backups.take(7, {});
    const looking = store.refresh();
    backups.startPartition(7, 1);
    await looking;
    expect(backups.find(7)?.partitions).toMatchObject([{ partitionId: 1, state: 'IN_PROGRESS' }]);
    await store.refresh();
    expect(backups.find(7)?.partitions).toMatchObject([{ partitionId: 1, state: 'IN_PROGRESS' }]);
  });

  it('end where they began, also when another broker leads by then', async () => {
    const { state, bucket, store, backups } = await running();
    for (const partition of state.zeebe.partitions) partition.leader = 1;
    backups.cancelRunning([1]);
    await store.settled();
    await store.refresh();
    expect(bucket.keys).toEqual(folder);
    expect(backups.find(7)?.partitions).toMatchObject([
      { partitionId: 1, state: 'FAILED', failureReason: expect.stringContaining('leader change') },
    ]);
  });

  it('are accepted once, also when two requests with one id come at the same time', async () => {
    const { answer } = zeebe();
    const post: Call = {
      component: 'broker-0',
      method: 'POST',
      path: '/actuator/backups',
      pathname: '/actuator/backups',
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body: '{"backupId":7}',
      caller: { userAgent: 'spec', remote: 'spec' },
    };
    const answers = await Promise.all([answer(post), answer(post)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 409]);
  });

  it('stay deleted when a part ends while they are', async () => {
    const { bucket, store, backups } = await running();
    const deleted = backups.delete(7);
    backups.endPartition(7, 1);
    expect(await deleted).toBe(true);
    await store.settled();
    expect(bucket.keys).toEqual([]);
    await store.refresh();
    expect(backups.find(7)).toBeUndefined();
  });

  it('have no end when the store fails, and the effect log says why', async () => {
    const { state, effects, bucket, store, backups } = zeebe();
    bucket.put = () => Promise.reject(new Error('the bucket is full'));
    backups.take(7, {});
    backups.startPartition(7, 1);
    await store.settled();
    await nextTick();
    expect(state.agenda.due.map(({ task }) => task.kind)).not.toContain('partition-backup-ends');
    expect(effects.read().at(-1)).toMatchObject({
      detail: { event: 'backup store fails', reason: 'the bucket is full' },
    });
  });

  it('bring one end to a broker, that of its last restore', async () => {
    const { state, store } = zeebe();
    store.fetch(0, 7, [1]);
    store.fetch(0, 8, [1]);
    store.fetch(1, 7, [1]);
    await store.settled();
    await nextTick();
    const ends = state.agenda.due.map(({ task }) => task);
    expect(ends).toEqual([
      { kind: 'broker-restored', broker: 0, backupId: 8 },
      { kind: 'broker-restored', broker: 1, backupId: 7 },
    ]);
  });
});
