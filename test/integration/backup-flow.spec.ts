import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { BackupList, Run } from '#contracts';
import { isCall, World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await World.create(['a', 'b']);
});
afterAll(() => world.close());
afterEach(() => Promise.all(['a', 'b'].map((cluster) => world.clearFaults(cluster))));

/** Asks for a run that must be accepted. */
async function start(cluster: string): Promise<Run> {
  const answer = await world.api.start(cluster);
  expect(answer).toMatchObject({ status: 202 });
  return answer.body.run!;
}

async function finished(cluster: string): Promise<Run> {
  const run = await start(cluster);
  return world.api.done(cluster, run.setId);
}

describe('a backup', () => {
  it("takes all five parts under one id in the vendor's order, with exporting paused only around the last two", async () => {
    const mark = await world.mark('a');
    const run = await finished('a');
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running', failure: null });
    expect(run.steps.map((step) => [step.name, step.state])).toEqual([
      ['backup-optimize', 'done'],
      ['backup-operate', 'done'],
      ['backup-tasklist', 'done'],
      ['pause-exporting', 'done'],
      ['snapshot-records', 'done'],
      ['backup-zeebe', 'done'],
      ['resume-exporting', 'done'],
    ]);
    const effects = await world.effects('a', mark);
    const at = (test: (text: string) => boolean): number =>
      effects.findIndex((effect) => test(JSON.stringify(effect)));
    const last = (test: (text: string) => boolean): number =>
      effects.findLastIndex((effect) => test(JSON.stringify(effect)));
    const pause = at((text) => text.includes('/exporting/pause?soft=true'));
    const resume = at((text) => text.includes('/exporting/resume'));
    const lastWebAppPart = last((text) => text.includes('"part-ended"'));
    const recordsStart = at((text) => text.includes(`camunda_zeebe_records_backup_${run.setId}`));
    const recordsEnd = at((text) => text.includes('"snapshot-ended"') && text.includes('zeebe_records'));
    const zeebeStart = at((text) => text.includes('"partition-backup-started"'));
    const zeebeEnd = last((text) => text.includes('"partition-backup-ended"'));
    const order = [lastWebAppPart, pause, recordsStart, recordsEnd, zeebeStart, zeebeEnd, resume];
    expect(order.every((index) => index >= 0)).toBe(true);
    expect(order).toEqual([...order].sort((one, other) => one - other));
  });

  it('says who called on every mutating call: the process, the run and its fence', async () => {
    const mark = await world.mark('a');
    const run = await finished('a');
    const calls = (await world.effects('a', mark))
      .filter(isCall)
      .filter((call) => !/_verify|_has_privileges/.test(call.path));
    // Three web applications, pause, records, Zeebe, resume: nothing is asked for twice.
    expect(calls.map((call) => `${call.method} ${call.component}`).sort()).toEqual(
      [
        'POST operate',
        'POST optimize',
        'POST tasklist',
        'POST broker-0',
        'POST broker-0',
        'POST broker-0',
        'PUT elasticsearch',
      ].sort(),
    );
    for (const call of calls) {
      expect(call.caller.userAgent).toMatch(
        new RegExp(`backup ${run.number}; run=${run.runId}; fence=${run.fence}`),
      );
    }
  });

  it('gives every run an id above the one before', async () => {
    const first = await finished('a');
    const second = await finished('a');
    expect(second.setId).toBeGreaterThan(first.setId);
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it('accepts one of two simultaneous requests; the other one learns who holds the cluster', async () => {
    const answers = await Promise.all([world.api.start('a'), world.api.start('a')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([202, 409]);
    const won = answers.find((answer) => answer.status === 202)!.body;
    const lost = answers.find((answer) => answer.status === 409)!;
    expect(lost.headers.get('content-type')).toMatch(/application\/problem\+json/);
    expect(lost.body).toMatchObject({
      type: 'urn:holdfast:problem:cluster-busy',
      lock: {
        runId: won.run!.runId,
        kind: 'backup',
        number: won.backupId,
        fence: won.run!.fence,
        holder: expect.any(String),
        step: expect.any(String),
        ageSeconds: expect.any(Number),
      },
    });
    await world.api.done('a', won.backupId);
  });

  it('runs on two clusters at the same time', async () => {
    const [a, b] = await Promise.all([finished('a'), finished('b')]);
    expect([a.outcome, b.outcome]).toEqual(['completed', 'completed']);
    const span = (run: Run) => [Date.parse(run.steps[0]!.startedAt!), Date.parse(run.finishedAt!)] as const;
    const [[startA, endA], [startB, endB]] = [span(a), span(b)];
    expect(Math.max(startA, startB)).toBeLessThan(Math.min(endA, endB));
  });
});

describe('when Zeebe fails on one partition', () => {
  it("fails with that partition's reason, resumes, frees the lock, and the next run completes under a new id", async () => {
    await world.fault('a', {
      kind: 'zeebePartitionFails',
      partitionId: 2,
      reason: 'Disk quota exceeded on broker 0.',
      times: 1,
    });
    const run = await finished('a');
    expect(run.outcome).toBe('failed');
    const runbook = '/docs/runbooks/backup-failed';
    expect(run.failure).toMatchObject({ code: 'backup-failed', component: 'zeebe', runbook });
    expect(run.steps.find(({ state }) => state === 'failed')?.failure).toMatchObject({ runbook });
    expect(run.failure?.message).toMatch(/partition 2.*Disk quota exceeded on broker 0/i);
    expect(run.exporting).toBe('running');
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    const clusters = await world.api.call<{ items: { name: string; lock: unknown }[] }>('/api/v1/clusters');
    expect(clusters.body.items.find((each) => each.name === 'a')?.lock).toBeNull();
    const next = await finished('a');
    expect(next.outcome).toBe('completed');
    expect(next.setId).toBeGreaterThan(run.setId);
  });
});

describe('a web application that fails', () => {
  it('lets the others end, and nothing is paused', async () => {
    await world.fault('a', { kind: 'webAppPartFails', component: 'operate', part: 3, times: 1 });
    const mark = await world.mark('a');
    const run = await finished('a');
    expect(run.outcome).toBe('failed');
    expect(run.failure).toMatchObject({ code: 'backup-failed', component: 'operate' });
    const states = Object.fromEntries(run.steps.map((step) => [step.name, step.state]));
    expect(states).toEqual({
      'backup-optimize': 'done',
      'backup-operate': 'failed',
      'backup-tasklist': 'done',
      'pause-exporting': 'skipped',
      'snapshot-records': 'skipped',
      'backup-zeebe': 'skipped',
      'resume-exporting': 'done',
    });
    const calls = (await world.effects('a', mark)).filter(isCall).map((call) => call.path);
    expect(calls.filter((path) => path.includes('exporting'))).toEqual([]);
  });
});

describe('a cancelled run', () => {
  it('stops inside the pause, resumes and says so', async () => {
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 3_000 } });
    const run = await start('a');
    await world.api.until('a', run.setId, (now) =>
      now.steps.some((step) => step.name === 'snapshot-records' && step.state === 'running'),
    );
    expect(await world.phases('a')).toEqual(['SOFT_PAUSED', 'SOFT_PAUSED']);
    expect(await world.api.post(`/api/v1/clusters/a/backups/${run.setId}/cancel`)).toMatchObject({
      status: 202,
    });
    const ended = await world.api.done('a', run.setId);
    expect(ended).toMatchObject({ outcome: 'cancelled', exporting: 'running' });
    expect(await world.phases('a')).toEqual(['EXPORTING', 'EXPORTING']);
    expect(await world.api.post(`/api/v1/clusters/a/backups/${run.setId}/cancel`)).toMatchObject({
      status: 409,
    });
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 150 } });
    // The snapshot that was started continues in Elasticsearch; until it ends, the preflight rejects another backup.
    await world.untilQuiet('a');
  });
});

describe('the events of a run', () => {
  it('are its journal, can be replayed, and resumed after any of them', async () => {
    const run = await start('a');
    const path = `/api/v1/clusters/a/backups/${run.setId}/events`;
    const live = await world.api.call<string>(path);
    const ids = [...live.body.matchAll(/^id: (.*)$/gm)].map((match) => match[1]!);
    const types = [...live.body.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
    expect(types[0]).toBe('run-accepted');
    expect(types.at(-1)).toBe('run-finished');
    expect(types).toEqual(
      expect.arrayContaining(['preflight-passed', 'pause-intended', 'exporting-paused', 'exporting-resumed']),
    );
    expect(types.indexOf('pause-intended')).toBeLessThan(types.indexOf('exporting-paused'));
    const half = ids[Math.floor(ids.length / 2)]!;
    const rest = await world.api.call<string>(path, { headers: { 'last-event-id': half } });
    expect([...rest.body.matchAll(/^id: (.*)$/gm)].map((match) => match[1])).toEqual(
      ids.slice(ids.indexOf(half) + 1),
    );
    expect(await world.api.call(path, { headers: { 'last-event-id': ids.at(-1)! } })).toMatchObject({
      status: 204,
    });
  });
});

describe('the list of runs', () => {
  it('shows the newest first and pages through all of them', async () => {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? 'limit=2' : `limit=2&cursor=${cursor}`;
      const page = await world.api.call<BackupList>(`/api/v1/clusters/a/backups?${query}`);
      seen.push(...page.body.items.map(({ backupId }) => backupId));
      cursor = page.body.next;
    } while (cursor !== null);
    expect(seen).toEqual([...new Set(seen)].sort((one, other) => other - one));
    expect(seen.length).toBeGreaterThan(5);
  });
});
