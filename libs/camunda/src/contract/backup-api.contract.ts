import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from '@jest/globals';
import type { FailureDetail } from '#domain';
import { failureDetail } from '../failure-of.spec-support.ts';
import type { BackupApi, LookOptions } from '../ports/backup.api.ts';

/** Of every component: the newest backup, one below it, and one that was never taken. */
export const ID = 1_795_413_416;
export const UNKNOWN_ID = ID + 5;

/** Between two looks at a backup that runs (ms). */
const LOOK_EVERY_MS = 5;

/** What a component is in the middle of, or lacks, when the client asks it. */
export const BACKUP_SITUATIONS = {
  /** Nothing is there; a backup that is asked for runs, and then completes. */
  fresh: 'nothing was backed up yet',
  /** Nothing is there; a backup that is asked for runs, and does not end. */
  endless: 'a backup runs for longer than a test',
  /** ID is complete. */
  taken: 'a backup is complete',
  /** ID is complete, and is gone once it was deleted. */
  deletable: 'a complete backup is deleted',
  busy: 'another backup, or scaling, is in progress',
  noStore: 'no store is configured',
  storeDown: 'the store behind the component does not answer',
  failed: 'the backup failed',
  partial: 'a part of the backup is not whole',
  broken: 'ID is complete, and every answer is broken JSON',
  down: 'nothing listens',
} as const;
export type BackupSituation = keyof typeof BACKUP_SITUATIONS;

export interface BackupConnection {
  api: BackupApi;
  /** Calls that reached the component so far. */
  asked: () => number;
  close: () => Promise<void>;
}

/** One component of one generation, scripted or simulated. */
export interface BackupSubject {
  connect(situation: BackupSituation): Promise<BackupConnection>;
  /** Zeebe: an id must be above all others, and there are checkpoints by partition. */
  partitions: number | null;
  /** Situations that this component of this version cannot be in, or does not tell apart. */
  without?: readonly BackupSituation[];
  /** What a store that does not answer looks like: by the text only, 8.1 answers HTTP 500 to everything. */
  storeDown?: FailureDetail['code'];
}

/** What every BackupApi does, whatever its generation says on the wire. */
export function backupApiContract(subject: BackupSubject): void {
  const open: BackupConnection[] = [];
  const connect = async (situation: BackupSituation): Promise<BackupConnection> => {
    const connection = await subject.connect(situation);
    open.push(connection);
    return connection;
  };
  const given =
    (situation: BackupSituation, applies = true) =>
    (name: string, test: () => Promise<void>): void => {
      if (applies && !subject.without?.includes(situation)) it(name, test);
    };
  const options = subject.partitions === null ? {} : { expectedPartitions: subject.partitions };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((connection) => connection.close()));
  });

  given('fresh')('takes a backup: unknown, accepted, complete', async () => {
    const { api } = await connect('fresh');
    await expect(api.look(ID, options)).resolves.toMatchObject({ state: 'absent', done: 0 });
    expect(await api.trigger(ID)).not.toBe('');
    expect(await seenUntil(api, 'completed', options)).toBe('completed');
  });

  given('endless')('shows a backup that runs', async () => {
    const { api } = await connect('endless');
    await api.trigger(ID);
    expect(await seenUntil(api, 'running', options)).toBe('running');
  });

  given('taken')('shows what is complete, and the checkpoint of every partition', async () => {
    const { api } = await connect('taken');
    const seen = await api.look(ID, options);
    expect(seen.state).toBe('completed');
    const positions = await api.checkpoints(ID);
    expect(Object.keys(positions)).toHaveLength(subject.partitions ?? 0);
    expect(Object.values(positions).every((position) => position > 0)).toBe(true);
  });

  given('taken')('does not know an id that was never used', async () => {
    const { api } = await connect('taken');
    await expect(api.look(UNKNOWN_ID, options)).resolves.toMatchObject({ state: 'absent', done: 0 });
  });

  given('taken')('refuses the same id again, for good', async () => {
    const { api } = await connect('taken');
    await expect(failureDetail(api.trigger(ID))).resolves.toMatchObject({
      ...{ code: 'id-in-use', retryable: false, component: api.component },
    });
  });

  given('taken', subject.partitions !== null)('refuses an id that is not above all others', async () => {
    const { api } = await connect('taken');
    await expect(failureDetail(api.trigger(ID - 1))).resolves.toMatchObject({
      ...{ code: 'id-in-use', retryable: false },
    });
  });

  given('taken')('lists what it has, or refuses and asks nothing', async () => {
    const { api, asked } = await connect('taken');
    if (api.can.list) {
      await expect(api.ids()).resolves.toEqual([ID]);
      await expect(api.list()).resolves.toMatchObject([{ backupId: ID, state: 'completed' }]);
      return;
    }
    for (const call of [() => api.ids(), () => api.list()])
      await expect(failureDetail(call())).resolves.toMatchObject({ code: 'refused', retryable: false });
    expect(asked()).toBe(0);
  });

  given('deletable')('deletes, also what is gone, or refuses and asks nothing', async () => {
    const { api, asked } = await connect('deletable');
    if (api.can.delete) {
      await expect(api.look(ID)).resolves.toMatchObject({ state: 'completed' });
      await api.delete(ID);
      await untilAbsent(api);
      await api.delete(UNKNOWN_ID);
      return;
    }
    await expect(failureDetail(api.delete(ID))).resolves.toMatchObject({ code: 'refused', retryable: false });
    expect(asked()).toBe(0);
  });

  given('busy')('is busy while another backup runs, and may be asked again', async () => {
    const { api } = await connect('busy');
    await expect(failureDetail(api.trigger(UNKNOWN_ID))).resolves.toMatchObject({
      ...{ code: 'busy', retryable: true },
    });
  });

  given('noStore')('names what an operator has to configure', async () => {
    const { api } = await connect('noStore');
    const calls = [() => api.trigger(ID), () => api.look(ID, options)];
    for (const call of [...calls, ...(api.can.list ? [() => api.list()] : [])]) {
      const failure = await failureDetail(call());
      expect(failure).toMatchObject({ code: 'refused', retryable: false, component: api.component });
      expect(failure.message).toMatch(/\b(Set|Register) /);
    }
  });

  given('storeDown')('may be asked again when the store does not answer', async () => {
    const { api } = await connect('storeDown');
    await expect(failureDetail(api.trigger(ID))).resolves.toMatchObject({
      ...{ code: subject.storeDown ?? 'unavailable', retryable: true },
    });
  });

  given('failed')('passes on why a backup failed', async () => {
    const { api } = await connect('failed');
    const { state, message } = await api.look(ID, options);
    expect(state).toBe('failed');
    expect(message).toContain('FAILED');
  });

  given('partial')('does not take a part for the whole', async () => {
    const { api } = await connect('partial');
    const { state } = await api.look(ID, options);
    // A partition of Zeebe that lacks may still come; a snapshot that is not whole stays so.
    expect(state).toBe(subject.partitions === null ? 'failed' : 'incomplete');
  });

  given('broken')('does not guess at broken JSON', async () => {
    const { api } = await connect('broken');
    const calls = [() => api.trigger(UNKNOWN_ID), () => api.look(ID, options)];
    for (const call of [...calls, ...(api.can.list ? [() => api.ids(), () => api.list()] : [])])
      await expect(failureDetail(call())).resolves.toMatchObject({
        ...{ code: 'unexpected-answer', retryable: true },
      });
  });

  given('down')('is unreachable where nothing listens', async () => {
    const { api } = await connect('down');
    for (const call of [() => api.trigger(ID), () => api.look(ID, options)])
      await expect(failureDetail(call())).resolves.toMatchObject({ code: 'unreachable', retryable: true });
  });
}

/**
 * Looks until the backup is in a state. Just after the trigger, and between two parts, it may not be there yet.
 * @returns the state, or the first one that must not come before it
 */
async function seenUntil(api: BackupApi, wanted: string, options: LookOptions): Promise<string> {
  const before = ['absent', 'incomplete', 'running'];
  for (;;) {
    const { state } = await api.look(ID, options);
    if (state === wanted || !before.includes(state)) return state;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Most versions delete after they have answered. */
async function untilAbsent(api: BackupApi): Promise<void> {
  while ((await api.look(ID)).state !== 'absent') await sleep(LOOK_EVERY_MS);
}
