import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ANSWER_BOUNDS, inMebibytes, LIST_BOUNDS } from '#http';
import type { Run } from '#contracts';
import { SchedulesApi } from '../support/schedules-api.ts';
import { isCall, World } from '../support/world.ts';

/** What passes by itself is waited for; what does not is named before anything is paused. */
let world: World;
beforeAll(async () => {
  world = await World.create(['a'], { steps: { busyTimeout: '30s' } });
});
afterAll(() => world.close());
afterEach(() => world.clearFaults('a'));

const json = { 'content-type': 'application/json' };
async function engine(cluster: string, method: string, path: string, body: unknown = {}): Promise<void> {
  const url = world.simulator.clusters[cluster]!.elasticsearch;
  const response = await fetch(url + path, {
    method,
    ...(method !== 'DELETE' && { body: JSON.stringify(body), headers: json }),
  });
  expect(response.ok).toBe(true);
}

async function finished(): Promise<Run> {
  const { body, status } = await world.api.start('a');
  expect(status).toBe(202);
  return world.api.done('a', body.backupId);
}

const throttled = (type: string, reason: string) => ({
  kind: 'status' as const,
  component: 'elasticsearch' as const,
  status: 500,
  headers: { ...json, 'x-elastic-product': 'Elasticsearch' },
  body: {
    error: {
      ...{ type, reason },
      caused_by: {
        type: 'sdk_client_exception',
        reason: 'Reduce your request rate. (Status Code: 503, SlowDown)',
      },
    },
    status: 500,
  },
});

/** A snapshot of another tool that takes this long. */
async function snapshotOfAnotherTool(cluster: string, repository: string, name: string, ms: number) {
  await world.patch(cluster, { elasticsearch: { snapshotDurationMs: ms } });
  await engine(cluster, 'PUT', `/_snapshot/${repository}/${name}`, { indices: 'zeebe-record*' });
  await world.patch(cluster, { elasticsearch: { snapshotDurationMs: 150 } });
}

describe('a repository whose store is throttled', () => {
  it.each([
    ['the trigger of the snapshot', 'PUT', 'camunda_zeebe_records_'],
    ['a look at the running snapshot', 'GET', '_snapshot/camunda/camunda_zeebe_records_'],
    ['the check of the repository', 'POST', '_verify'],
  ])('for a moment does not fail a backup: %s', async (_, method, path) => {
    const type = path === '_verify' ? 'repository_verification_exception' : 'repository_exception';
    await world.fault('a', {
      ...throttled(type, '[camunda] could not read repository data'),
      method,
      path,
      times: 1,
    });
    expect(await finished()).toMatchObject({ outcome: 'completed', exporting: 'running' });
  });

  it('for longer than the pause budget is named in the failure', async () => {
    const slow = await World.create(['a'], { pauseBudget: '3s' });
    try {
      await slow.fault('a', {
        ...throttled('repository_exception', '[camunda] could not read repository data'),
        ...{ method: 'PUT', path: 'camunda_zeebe_records_' },
      });
      const { body } = await slow.api.start('a');
      const run = await slow.api.done('a', body.backupId);
      expect(run).toMatchObject({
        outcome: 'failed',
        exporting: 'running',
        failure: { code: 'pause-budget-used-up', message: expect.stringContaining('SlowDown') },
      });
    } finally {
      await slow.close();
    }
  });
});

describe('a list of backups that cannot be read', () => {
  it.each(['operate', 'tasklist', 'optimize', 'zeebe'] as const)(
    'is no reason to refuse a backup: %s',
    async (component) => {
      await world.fault('a', {
        ...{ kind: 'status', component, status: 504, body: 'gateway timeout', method: 'GET' },
        path: '^/actuator/backups/?(\\?.*)?$',
      });
      const run = await finished();
      expect(run).toMatchObject({ outcome: 'completed' });
      const found = run.checks.find(({ name }) => name === `${component}-backups`);
      expect(found).toMatchObject({
        ok: true,
        message: expect.stringContaining('its list could not be read'),
      });
    },
  );
});

describe('a list of backups beyond its bound', () => {
  it.each([
    ['operate', ANSWER_BOUNDS],
    ['zeebe', LIST_BOUNDS],
  ] as const)('keeps no backup from being taken: %s', async (component, { bytes }) => {
    // To write such a long list itself, the simulator would need seconds of its only thread.
    const body = `[${' '.repeat(bytes)}]`;
    await world.fault('a', {
      ...{ kind: 'status', component, status: 200, body, headers: json, method: 'GET' },
      path: '^/actuator/backups/?(\\?.*)?$',
    });
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'completed', exporting: 'running' });
    expect(run.checks.find(({ name }) => name === `${component}-backups`)).toMatchObject({
      ok: true,
      message: expect.stringMatching(`its list could not be read: .* more than ${inMebibytes(bytes)}`),
    });
  });
});

describe('an index with a shard on no node', () => {
  it('rejects a backup before anything is paused, and is named', async () => {
    const red = 'zeebe-record_red_8.6.0_2026-11-27';
    await engine('a', 'PUT', `/${red}`, {
      settings: { 'index.routing.allocation.require._name': 'nowhere' },
    });
    const mark = await world.mark('a');
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'rejected', pausedAt: null, failure: { code: 'refused' } });
    expect(run.checks.filter(({ ok }) => !ok)).toMatchObject([
      { name: 'shards-assigned', message: expect.stringContaining(red) },
    ]);
    const changed = (await world.effects('a', mark)).filter((effect) => isCall(effect) && effect.performed);
    expect(changed).toEqual([]);
    await engine('a', 'DELETE', `/${red}`);
    expect(await finished()).toMatchObject({ outcome: 'completed' });
  });
});

describe('a repository with a limit of snapshots', () => {
  it('that a backup would exceed rejects it', async () => {
    const register = (settings: Record<string, unknown>) =>
      engine('a', 'PUT', '/_snapshot/camunda', {
        type: 'fs',
        settings: { location: '/data/es/repo/camunda', ...settings },
      });
    await register({ max_number_of_snapshots: 3 });
    const run = await finished();
    expect(run.checks.filter(({ ok }) => !ok)).toMatchObject([
      { name: 'repository-room', message: expect.stringContaining('of at most 3') },
    ]);
    await register({});
    expect(await finished()).toMatchObject({ outcome: 'completed' });
  });
});

describe('a snapshot of another tool', () => {
  it('in another repository prevents nothing', async () => {
    await engine('a', 'PUT', '/_snapshot/slm', { type: 'fs', settings: { location: '/data/es/repo/slm' } });
    await snapshotOfAnotherTool('a', 'slm', 'nightly-1', 60_000);
    expect(await finished()).toMatchObject({ outcome: 'completed' });
    await engine('a', 'DELETE', '/_snapshot/slm/nightly-1');
  });

  it('in the same repository delays the run, and the wait is in the journal', async () => {
    await snapshotOfAnotherTool('a', 'camunda', 'nightly-2', 3_000);
    const run = await finished();
    expect(run).toMatchObject({ outcome: 'completed' });
    const events = await world.api.call<string>(`/api/v1/clusters/a/backups/${run.setId}/events`);
    expect(events.body).toMatch(/preflight-waiting.*nightly-2/);
  });

  it('that takes too long is "not now": the planned time gets another run, and the schedule is not paused', async () => {
    const impatient = await World.create(['b'], {
      steps: { busyTimeout: '1s' },
      more: () => ({ schedules: [{ name: 'often', cron: '*/10 * * * * *', pauseAfterFailures: 1 }] }),
    });
    try {
      const url = impatient.simulator.clusters['b']!.elasticsearch;
      await impatient.patch('b', { elasticsearch: { snapshotDurationMs: 600_000 } });
      await fetch(`${url}/_snapshot/camunda/nightly-3`, { method: 'PUT', body: '{}', headers: json });
      await impatient.patch('b', { elasticsearch: { snapshotDurationMs: 150 } });
      const often = new SchedulesApi(impatient.api, 'b');
      const slot = await often.slot('often', ({ outcome }) => outcome === 'rejected');
      const run = await impatient.api.run('b', slot.backupId!);
      expect(run.failure).toMatchObject({ code: 'busy', message: expect.stringContaining('nightly-3') });
      await fetch(`${url}/_snapshot/camunda/nightly-3`, { method: 'DELETE' });
      const again = await often.slot(
        'often',
        ({ plannedAt, outcome }) => plannedAt >= slot.plannedAt && outcome === 'completed',
      );
      expect(Date.parse(again.plannedAt)).toBeGreaterThanOrEqual(Date.parse(slot.plannedAt));
      expect(await often.find('often')).toMatchObject({ paused: null, consecutiveFailures: 0 });
    } finally {
      await impatient.close();
    }
  });
});

describe('the snapshot of a failed run', () => {
  it('is stopped, so that the next run need not wait for it', async () => {
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 600_000 } });
    const { body } = await world.api.start('a');
    const id = body.backupId;
    await world.api.until('a', id, (run) =>
      run.steps.some(({ name, done }) => name === 'snapshot-records' && done !== null),
    );
    await world.api.call(`/api/v1/clusters/a/backups/${id}/cancel`, { method: 'POST' });
    expect(await world.api.done('a', id)).toMatchObject({ outcome: 'cancelled', exporting: 'running' });
    await world.patch('a', { elasticsearch: { snapshotDurationMs: 150 } });
    expect(await finished()).toMatchObject({ outcome: 'completed' });
    const events = await world.api.call<string>(`/api/v1/clusters/a/backups/${id}/events`);
    expect(events.body).toMatch(new RegExp(`late-part-deleted.*${id} was still being taken`));
  });
});
