import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Run } from '#contracts';
import { isCall, World } from '../support/world.ts';

/** What a real Camunda 8.6.0 was seen to do, one test each. Recorded answers, replayed by the simulator. */
let world: World;
beforeAll(async () => {
  world = await World.create(['a']);
});
afterAll(() => world.close());
afterEach(async () => {
  await world.clearFaults('a');
});

async function finished(): Promise<Run> {
  const { body, status } = await world.api.start('a');
  expect(status).toBe(202);
  return world.api.done('a', body.backupId);
}

/** However a run ended: nothing is paused, nothing is locked, and the next one completes. */
async function recovered(): Promise<void> {
  expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  await world.clearFaults('a');
  const next = await finished();
  expect(next).toMatchObject({ outcome: 'completed', exporting: 'running' });
}

describe('a pause that fails inside HTTP 200', () => {
  it('is requested again until every partition shows SOFT_PAUSED', async () => {
    await world.fault('a', { kind: 'envelopeFailure', path: 'pause', times: 2 });
    const run = await finished();
    expect(run.outcome).toBe('completed');
    expect(run.steps.find((step) => step.name === 'pause-exporting')?.attempts).toBe(3);
  });

  it('that paused only some partitions is completed, and never counts as a pause', async () => {
    await world.fault('a', { kind: 'partialPause', partitions: [1], times: 1 });
    const mark = await world.mark('a');
    const run = await finished();
    expect(run.outcome).toBe('completed');
    const effects = await world.effects('a', mark);
    const bothPaused = effects.findLastIndex(
      (effect) => effect.kind === 'exporting-phase' && JSON.stringify(effect).includes('"to":"SOFT_PAUSED"'),
    );
    const records = effects.findIndex((effect) => isCall(effect) && effect.method === 'PUT');
    expect(bothPaused).toBeLessThan(records);
  });
});

describe('a resume that fails inside HTTP 200', () => {
  it('is requested again; the run is not done before all phases are EXPORTING', async () => {
    await world.fault(
      'a',
      { kind: 'envelopeFailure', path: 'exporting/resume', times: 3 },
      { kind: 'status', component: 'broker-0', path: 'partitions/resumeExporting', status: 500, times: 3 },
    );
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(run.steps.find((step) => step.name === 'resume-exporting')?.attempts).toBe(4);
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });

  it('is corrected broker by broker', async () => {
    await world.fault('a', { kind: 'envelopeFailure', path: 'exporting/resume' });
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(run.steps.find((step) => step.name === 'resume-exporting')?.attempts).toBe(1);
  });

  it('also when the call succeeds and the exporters do not move', async () => {
    await world.fault('a', { kind: 'resumeIgnored', times: 2 });
    expect(await finished()).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
  });
});

describe('an answer of "unknown"', () => {
  it('just after the trigger (Operate 400, Tasklist 500, broker 404) is progress', async () => {
    await world.patch('a', {
      operate: { appearDelayMs: 700 },
      tasklist: { appearDelayMs: 700 },
      zeebe: { appearDelayMs: 700 },
    });
    const run = await finished();
    await world.patch('a', {
      operate: { appearDelayMs: 60 },
      tasklist: { appearDelayMs: 60 },
      zeebe: { appearDelayMs: 60 },
    });
    expect(run.outcome).toBe('completed');
    expect(run.steps.map((step) => step.attempts)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it.each(['operate', 'tasklist', 'optimize'])(
    'for good is a failure: a backup of %s that never appears',
    async (component) => {
      await world.fault('a', { kind: 'webAppNeverAppears', component, times: 1 });
      const run = await finished();
      expect(run).toMatchObject({ outcome: 'failed', failure: { code: 'backup-lost', component } });
      await recovered();
    },
  );
});

describe('INCOMPLETE', () => {
  it('between two parts is progress', async () => {
    await world.patch('a', { operate: { partGapMs: 400 } });
    const run = await finished();
    await world.patch('a', { operate: { partGapMs: 40 } });
    expect(run.outcome).toBe('completed');
    const events = await world.api.call<string>(`/api/v1/clusters/a/backups/${run.setId}/events`);
    expect(events.body).toMatch(/backup-operate.*INCOMPLETE/);
  });

  it('without progress is a failure: Tasklist restarted in the middle', async () => {
    await world.fault('a', { kind: 'webAppStopsAfterPart', component: 'tasklist', part: 2, times: 1 });
    const run = await finished();
    expect(run).toMatchObject({
      outcome: 'failed',
      failure: { code: 'backup-incomplete', component: 'tasklist' },
    });
    expect(run.failure?.message).toMatch(/part 2 of 6/);
    await recovered();
  });
});

describe('an accepted Zeebe backup', () => {
  it('that is lost fails the run, and exporting runs again', async () => {
    await world.fault('a', { kind: 'zeebeBackupLost', times: 1 });
    const run = await finished();
    expect(run).toMatchObject({
      outcome: 'failed',
      exporting: 'running',
      failure: { code: 'backup-lost', component: 'zeebe' },
    });
    await recovered();
  });

  it('that is cancelled by a leader change fails the run with the message of the broker', async () => {
    await world.fault('a', { kind: 'leaderChange', afterMs: 80, times: 1 });
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'failed', exporting: 'running', failure: { component: 'zeebe' } });
    expect(run.failure?.message).toMatch(/leader change/);
    await recovered();
  });

  it('that shows COMPLETED at once with the date of another timeline is refused', async () => {
    await world.fault('a', { kind: 'zeebeStaleBackup', times: 1 });
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'failed', exporting: 'running', failure: { component: 'zeebe' } });
    expect(['stale-backup', 'id-in-use']).toContain(run.failure?.code);
    await recovered();
  });
});

describe('a records snapshot', () => {
  it('of nothing is never taken: the preflight counts the indices', async () => {
    const indices = ['zeebe-record_process-instance_8.6.0_2026-11-23'];
    const names = await recordIndices();
    for (const name of names) await world.act('a', { action: 'deleteIndex', name });
    const mark = await world.mark('a');
    const run = await finished();
    expect(run.outcome).toBe('rejected');
    expect(run.checks.find((check) => check.name === 'record-indices')).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('indexPrefix'),
    });
    expect(
      (await world.effects('a', mark))
        .filter(isCall)
        .filter((call) => call.performed && !call.path.includes('_verify')),
    ).toEqual([]);
    for (const name of names.length > 0 ? names : indices)
      await world.act('a', { action: 'putIndex', name, shards: 1, docs: 5, bytes: 500 });
    await recovered();
  });

  it.each(['PARTIAL', 'FAILED'] as const)('that ends as %s fails the run', async (state) => {
    await world.fault('a', { kind: 'recordsSnapshotFails', state, times: 1 });
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'failed', exporting: 'running', failure: { component: 'records' } });
    await recovered();
  });
});

describe('a pause that another client left', () => {
  it.each([true, false])('(soft: %s) is rejected by the preflight and not touched', async (soft) => {
    await world.act('a', { action: 'pauseExporting', soft });
    const before = await world.phases('a');
    const mark = await world.mark('a');
    const run = await finished();
    expect(run.outcome).toBe('rejected');
    expect(run.checks.find((check) => check.name === 'exporting-running')).toMatchObject({ ok: false });
    expect(await world.phases('a')).toEqual(before);
    expect(
      (await world.effects('a', mark)).filter(isCall).filter((call) => call.path.includes('exporting')),
    ).toEqual([]);
    await world.act('a', { action: 'resumeExporting' });
    await recovered();
  });
});

describe('an answer that is lost after the effect happened', () => {
  it('does not take a second backup: the step finds what it started', async () => {
    await world.fault(
      'a',
      { kind: 'resetMidAnswer', component: 'operate', method: 'POST', times: 1 },
      { kind: 'reset', component: 'zeebe', method: 'POST', path: 'backups', when: 'after', times: 1 },
      { kind: 'truncated', component: 'elasticsearch', method: 'PUT', path: 'zeebe_records', times: 1 },
    );
    const run = await finished();
    expect(run.outcome).toBe('completed');
    await recovered();
  });
});

async function recordIndices(): Promise<string[]> {
  const url = world.simulator.clusters.a!.elasticsearch;
  const rows = (await (await fetch(`${url}/_cat/indices/zeebe-record*?format=json`)).json()) as {
    index: string;
  }[];
  return rows.map((row) => row.index);
}
