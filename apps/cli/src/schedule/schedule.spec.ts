import { afterEach, describe, expect, it } from '@jest/globals';
import type { Schedule } from '#contracts';
import { answering, call } from '../cli.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const nightly: Schedule = {
  ...{ cluster: 'prod', name: 'nightly', cron: '30 2 * * *', timezone: 'Europe/Berlin', jitterSeconds: 300 },
  ...{ overlap: 'skip', catchUpSeconds: 3600, pauseAfterFailures: 3, labels: {}, retention: true },
  ...{ paused: null, nextAt: '2026-11-26T01:30:00.000Z', expectedIntervalSeconds: 86400 },
  consecutiveFailures: 1,
  counts: { started: 9, buffered: 0, skipped: 2, missed: 1, failed: 0 },
  recent: [
    {
      ...{ plannedAt: '2026-11-25T01:30:00.000Z', decidedAt: '2026-11-25T01:31:00.000Z' },
      ...{ result: 'started', reason: null, skipCause: null, manual: false, backupId: 42, outcome: 'failed' },
    },
    {
      ...{ plannedAt: '2026-11-24T01:30:00.000Z', decidedAt: '2026-11-24T01:30:00.000Z' },
      ...{
        result: 'skipped',
        reason: 'the cluster was busy with a restore',
        skipCause: 'busy',
        manual: false,
      },
      ...{ backupId: null, outcome: null },
    },
  ],
};
const paused: Schedule = {
  ...nightly,
  ...{
    nextAt: null,
    paused: { at: '2026-11-25T08:00:00.000Z', by: 'ops', note: 'moving', reason: 'operator' },
  },
};

describe('schedule list and show', () => {
  it('tell what is planned, and what became of it', async () => {
    const requests = answering({ items: [nightly, paused], next: null });
    const { code, out } = await call('schedule list prod');
    expect([code, requests[0]?.path]).toEqual([0, '/api/v1/clusters/prod/schedules']);
    expect(out).toMatch(
      /^nightly +30 2 \* \* \* +Europe\/Berlin .* failed +1 failure, 1 missed, 2 skipped$/m,
    );
    expect(out).toMatch(/^nightly .* paused .* moving, 1 failure/m);
  });

  it('show each planned time with its run, or why it has none', async () => {
    answering(nightly);
    const { code, out } = await call('schedule show prod nightly');
    expect(code).toBe(0);
    expect(out).toContain('Schedule nightly of prod: on\n');
    expect(out).toMatch(/^failures +1 in a row; pauses itself after 3$/m);
    expect(out).toMatch(/^so far +9 started, 0 buffered, 2 skipped, 1 missed, 0 failed$/m);
    expect(out).toMatch(/ started +42 +failed$/m);
    expect(out).toMatch(/ skipped +– +– +the cluster was busy with a restore$/m);
    answering(paused);
    expect((await call('schedule show prod nightly')).out).toMatch(/^paused +.* by ops: moving$/m);
  });

  it('give programs what the API gave', async () => {
    answering(nightly);
    expect(JSON.parse((await call('schedule show prod nightly -o json')).out)).toEqual(nightly);
  });
});

describe('schedule pause, resume, trigger', () => {
  it('pause it with a note, also where none was given', async () => {
    const requests = answering(paused);
    const { code, out } = await call('schedule pause prod nightly --note moving');
    expect([code, requests[0]]).toEqual([
      0,
      { method: 'POST', path: '/api/v1/clusters/prod/schedules/nightly/pause', body: { note: 'moving' } },
    ]);
    expect(out).toContain('Resume it: holdfast schedule resume prod nightly\n');
    const other = answering(paused);
    expect((await call('schedule pause prod nightly')).code).toBe(0);
    expect(other[0]?.body).toEqual({ note: 'paused by hand, without a reason' });
  });

  it('resume it, and suggest the verb that was meant', async () => {
    const requests = answering(nightly);
    expect((await call('schedule resume prod nightly')).out).toMatch(
      /continues; its next time is 2026-11-26/,
    );
    expect(requests[0]?.path).toBe('/api/v1/clusters/prod/schedules/nightly/resume');
    const { code, err } = await call('schedule triger prod nightly');
    expect([code, err]).toEqual([2, expect.stringContaining('Did you mean trigger?')]);
  });
});
