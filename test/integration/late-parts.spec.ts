import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run, JournalEntry } from '#contracts';
import { isCall, World } from '../support/world.ts';

/** Calls of a run that has ended, as they arrive from a process that stood still in the tick in which it sent them. */
let world: World;
let es: string;
let zeebe: string;

beforeAll(async () => {
  world = await World.create(['a']);
  es = world.simulator.clusters['a']?.elasticsearch ?? '';
  zeebe = world.simulator.clusters['a']?.zeebe ?? '';
}, 60_000);
afterAll(() => world.close());

/** A run that fails in the step whose call the simulator refuses. */
async function failedRun(component: 'elasticsearch' | 'zeebe', method: string, path: string): Promise<Run> {
  // No run begins while a snapshot is being taken.
  await world.untilQuiet('a');
  await world.fault('a', { kind: 'status', component, method, path, status: 400, body: {}, times: 1 });
  const { body } = await world.api.start('a');
  const ended = await world.api.done('a', body.backupId);
  expect([ended.outcome, ended.exporting, ended.checks.filter(({ ok }) => !ok)]).toEqual([
    'failed',
    'running',
    [],
  ]);
  // The clocks of both sides count in milliseconds: what comes now is later.
  await sleep(20);
  return ended;
}

async function send(url: string, method: string, body?: unknown): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
}

/** Waits until a URL answers with a status, which it does at last or never. */
async function untilStatus(url: string, status: number): Promise<number> {
  let last = 0;
  for (let tries = 0; tries < 300 && last !== status; tries += 1) {
    last = await send(url, 'GET');
    if (last !== status) await sleep(100);
  }
  return last;
}

const lateEntries = async ({ setId }: Run): Promise<JournalEntry[]> =>
  (await world.api.journal('a', setId)).filter(({ type }) => type === 'late-part-deleted');

const snapshotUrl = (name: string) => `${es}/_snapshot/camunda/${name}`;
const takeSnapshot = (name: string, runId: string) =>
  send(snapshotUrl(name), 'PUT', {
    indices: 'zeebe-record*',
    metadata: { backupId: 1, holdfast: { runId, fence: 1, version: '8.6' } },
  });

describe('a part that arrives after its run has ended', () => {
  it('is deleted when it is the snapshot of that run, once, and recorded in its journal', async () => {
    const run = await failedRun('elasticsearch', 'PUT', '^/_snapshot/[^/]+/camunda_zeebe_records_backup_');
    const name = `camunda_zeebe_records_backup_${run.setId}`;
    const mark = await world.mark('a');
    expect(await takeSnapshot(name, run.runId)).toBe(200);
    expect(await untilStatus(snapshotUrl(name), 404)).toBe(404);
    const calls = (await world.effects('a', mark)).filter(isCall);
    expect(calls.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('?')[0])).toEqual([
      `/_snapshot/camunda/${name}`,
    ]);
    expect(await lateEntries(run)).toEqual([
      expect.objectContaining({ message: expect.stringContaining(name), step: null }),
    ]);
    expect(await world.api.run('a', run.setId)).toMatchObject({ outcome: 'failed' });
  }, 60_000);

  it('stays when another one took it', async () => {
    const run = await failedRun('elasticsearch', 'PUT', '^/_snapshot/[^/]+/camunda_zeebe_records_backup_');
    const name = `camunda_zeebe_records_backup_${run.setId}`;
    expect(await takeSnapshot(name, 'another-run')).toBe(200);
    // A snapshot that is late comes after it, and is gone: by then this one was looked at, too.
    const next = await failedRun('elasticsearch', 'PUT', '^/_snapshot/[^/]+/camunda_zeebe_records_backup_');
    const late = `camunda_zeebe_records_backup_${next.setId}`;
    expect(await takeSnapshot(late, next.runId)).toBe(200);
    expect(await untilStatus(snapshotUrl(late), 404)).toBe(404);
    expect(await send(snapshotUrl(name), 'GET')).toBe(200);
    expect(await lateEntries(run)).toEqual([]);
  }, 90_000);

  it('is deleted when it is the Zeebe backup of that run, and its id is burned', async () => {
    const run = await failedRun('zeebe', 'POST', '^/actuator/backups');
    const url = `${zeebe}/actuator/backups`;
    expect(await send(url, 'POST', { backupId: run.setId })).toBe(202);
    expect(await untilStatus(`${url}/${run.setId}`, 200)).toBe(200);
    expect(await untilStatus(`${url}/${run.setId}`, 404)).toBe(404);
    expect(await lateEntries(run)).toEqual([
      expect.objectContaining({ message: expect.stringContaining(`Zeebe backup ${run.setId}`) }),
    ]);
    expect(await send(url, 'POST', { backupId: run.setId })).toBe(409);
    const next = await world.api.start('a');
    expect(next.body.backupId).toBeGreaterThan(run.setId);
    expect(await world.api.done('a', next.body.backupId)).toMatchObject({ outcome: 'completed' });
  }, 90_000);

  it('is lifted when it is a pause', async () => {
    const run = await failedRun('elasticsearch', 'PUT', '^/_snapshot/[^/]+/camunda_zeebe_records_backup_');
    expect(run.exporting).toBe('running');
    expect(await send(`${zeebe}/actuator/exporting/pause?soft=true`, 'POST')).toBe(200);
    expect(await world.phases('a')).toContain('SOFT_PAUSED');
    for (let tries = 0; tries < 300 && (await world.phases('a')).includes('SOFT_PAUSED'); tries += 1)
      await sleep(100);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  }, 60_000);
});
