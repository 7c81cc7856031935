import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import type { Restore } from '#contracts';
import { ClusterApi, until } from '../support/cluster-api.ts';
import { Operator, type CommandName } from '../support/operator.ts';
import { World } from '../support/world.ts';

/** Restores that start but cannot succeed: each stops at its step, says why, and can be started again. */
const operator = new Operator();
/** What a script does that hangs; no other process on this machine does the same. */
const nap = `sleep 9${process.pid}`;
let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'slow'], {
    shape: { zeebe: { brokers: 2, partitions: 2, replicationFactor: 1 } },
    restore: (name, controlUrl) =>
      operator.commands(name, controlUrl, name === 'slow' ? { timeout: '3s' } : {}),
  });
  for (const name of ['a', 'slow']) await world.patch(name, { zeebe: { restoreDurationMs: 200 } });
});
afterEach(async () => {
  operator.remedy('a');
  await world.clearFaults('a');
});
afterAll(async () => {
  await world.close();
  operator.close();
});

const STEPS = [
  'rehearse-restore',
  'seed-templates',
  'stop-camunda',
  'delete-indices',
  'restore-operate',
  'restore-tasklist',
  'restore-optimize',
  'restore-records',
  'restore-zeebe',
  'start-camunda',
  'check-restored',
];

/** Done before the step that failed, and nothing after it. */
function expectStopAt(restore: Restore, step: string): void {
  const at = STEPS.indexOf(step);
  expect(restore.run?.steps.map(({ name, state }) => [name, state])).toEqual(
    STEPS.map((name, index) => [name, index < at ? 'done' : index === at ? 'failed' : 'skipped']),
  );
}

/** What was stopped, started, deleted, wiped and restored, in short; the rehearsal leaves nothing. */
async function deeds(cluster: string, mark: number): Promise<string[]> {
  const effects = await world.effects(cluster, mark);
  const lasting = effects.filter((effect) => !JSON.stringify(effect).includes('holdfast-rehearsal-'));
  return lasting.flatMap((effect) =>
    effect.kind === 'component' || effect.kind === 'broker' || effect.kind === 'indices'
      ? [`${effect.component} ${String(effect.detail['event'])}`]
      : [],
  );
}

/** Command lines of everything that runs on this machine. */
async function processes(): Promise<string[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.map((line) => line.replaceAll('\0', ' ').trim());
}

/** A restore of a new backup, with one script spoilt. */
async function restored(cluster: string, name: CommandName, script: string) {
  const api = new ClusterApi(world.api, cluster);
  const { backupId } = await api.backUp();
  operator.spoil(cluster, name, script);
  const mark = await world.mark(cluster);
  const ended = await api.ended(await api.begun(backupId));
  return { api, backupId, ended, deeds: await deeds(cluster, mark) };
}

describe('before anything is deleted, a restore stops', () => {
  it('when the stop command fails: with the output of the command, and Camunda unchanged', async () => {
    const { ended, deeds: done } = await restored('a', 'stop', 'echo "no access to node 7" >&2; exit 3');
    expect(ended.run).toMatchObject({ outcome: 'failed', failure: { code: 'control-failed' } });
    expect(ended.run?.failure?.message).toMatch(/exit code 3[^]*no access to node 7[^]*plan and run/);
    expectStopAt(ended, 'stop-camunda');
    expect(done).toEqual([]);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('when the stop command hangs: it is killed with all its processes once its time is over', async () => {
    const { ended, deeds: done } = await restored('slow', 'stop', `${nap} & ${nap}`);
    expect(ended.run?.failure).toMatchObject({ code: 'control-failed' });
    expect(ended.run?.failure?.message).toMatch(/had not ended within 3 s/);
    expectStopAt(ended, 'stop-camunda');
    expect(done).toEqual([]);
    expect(await processes()).not.toContain(nap);
  });

  it('when a component still answers although everything was stopped: it waits for it, and can be cancelled', async () => {
    const api = new ClusterApi(world.api, 'a');
    const { backupId } = await api.backUp();
    operator.spoil('a', 'stop', 'echo stopped all but two');
    const mark = await world.mark('a');
    const restoreId = await api.begun(backupId);
    const waiting = await api.untilRestore(restoreId, ({ run }) =>
      (run?.steps ?? []).some(({ lastAnswer }) => lastAnswer?.includes('still answers')),
    );
    const message = waiting.run?.steps.find(({ name }) => name === 'stop-camunda')?.lastAnswer;
    expect(message?.match(/\w+ \(/g)).toEqual([
      'zeebe (',
      'operate (',
      'tasklist (',
      'optimize (',
      'zeebe (',
    ]);
    const { status } = await world.api.post(`/api/v1/clusters/a/restores/${restoreId}/cancel`);
    expect(status).toBe(202);
    const ended = await api.ended(restoreId);
    expect(ended.run?.outcome).toBe('cancelled');
    expectStopAt(ended, 'stop-camunda');
    expect(await deeds('a', mark)).toEqual([]);
    const { body } = await world.api.call<string>(`/api/v1/clusters/a/restores/${restoreId}/events`);
    expect(body).toMatch(/event: step-output\n.*stopped all but two/);
    expect(await world.api.post(`/api/v1/clusters/a/restores/${restoreId}/cancel`)).toMatchObject({
      status: 409,
      body: { type: 'urn:holdfast:problem:already-done' },
    });
    const again = await api.plan(backupId);
    expect(again.body.runnable).toBe(true);
  });
});

describe('once Camunda is stopped', () => {
  it('a restore program that fails ends the restore; Camunda stays stopped, and the next restore succeeds', async () => {
    const script = 'echo "Unpacking"; echo "No space left on device" >&2; exit 5';
    const { api, backupId, ended, deeds: done } = await restored('a', 'restoreBroker', script);
    expect(ended.run).toMatchObject({ outcome: 'failed', failure: { code: 'control-failed' } });
    expect(ended.run?.failure?.message).toMatch(/exit code 5[^]*Unpacking[^]*No space left on device/);
    expectStopAt(ended, 'restore-zeebe');
    expect(done.filter((deed) => !/^elasticsearch|stopped$/.test(deed))).toEqual(['broker-0 wiped']);
    operator.remedy('a');
    const planned = await api.planned(backupId);
    expect(planned.plan.warnings.join()).toMatch(/Zeebe is stopped/);
    const restoreId = await api.begun(backupId);
    expect((await api.ended(restoreId)).run?.outcome).toBe('completed');
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    expect((await api.backUp()).backupId).toBeGreaterThan(restoreId);
  });

  it('a set that Zeebe lost ends the restore, with the message of its restore program', async () => {
    const api = new ClusterApi(world.api, 'a');
    const older = await api.backUp();
    const { backupId } = await api.backUp();
    await world.act('a', { action: 'stopCamunda', durationMs: 0 });
    await world.act('a', { action: 'losePartitionBackup', backupId, partitionId: 2 });
    // Stopped, Zeebe cannot say what it has; the plan warns of just that.
    const { plan, runnable } = await api.planned(backupId);
    expect([runnable, plan.warnings.join()]).toEqual([true, expect.stringMatching(/still in the store/)]);
    const ended = await api.ended(await api.begun(backupId));
    expectStopAt(ended, 'restore-zeebe');
    expect(ended.run?.failure?.message).toMatch(/exit code 1[^]*Could not find a completed backup/);
    expect((await api.ended(await api.begun(older.backupId))).run?.outcome).toBe('completed');
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('a restore that is cancelled starts no further step, and its current step is ended; the next one succeeds', async () => {
    const api = new ClusterApi(world.api, 'a');
    const { backupId } = await api.backUp();
    operator.spoil('a', 'restoreBroker', `${nap} & ${nap}`);
    const restoreId = await api.begun(backupId);
    await api.untilRestore(restoreId, ({ run }) =>
      (run?.steps ?? []).some(({ lastAnswer }) => lastAnswer?.includes('emptied')),
    );
    await until(processes, (running) => running.includes(nap));
    await world.api.post(`/api/v1/clusters/a/restores/${restoreId}/cancel`);
    const ended = await api.ended(restoreId);
    expect(ended.run?.outcome).toBe('cancelled');
    expectStopAt(ended, 'restore-zeebe');
    expect(await processes()).not.toContain(nap);
    operator.remedy('a');
    expect((await api.ended(await api.begun(backupId))).run?.outcome).toBe('completed');
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });
});
