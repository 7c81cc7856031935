import { afterEach, describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import type { ClusterOverview, Overview, RunSummary } from '#contracts';
import { answering, call } from '../cli.spec-support.ts';
import { byConcern, concernOf } from './concern.ts';
import { renderStatus } from './render-status.ts';
import { lineView } from './watch-status.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const AT = '2026-11-28T12:00:00.000Z';

function run(over: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ kind: 'backup', number: 42, setId: 42, phase: 'done', outcome: 'completed', exporting: 'running' },
    ...{ requestedAt: '2026-11-28T11:50:00.000Z', finishedAt: '2026-11-28T11:55:00.000Z' },
    ...{ origin: { type: 'unknown', by: null }, cancelRequestedAt: null, pausedAt: null, resumedAt: null },
    ...{ steps: [], cause: null, ...over },
  } as RunSummary;
}

function cluster(name: string, over: Partial<ClusterOverview> = {}): ClusterOverview {
  return {
    ...{
      name,
      version: '8.6',
      components: ['zeebe'],
      labels: {},
      pauseBudgetSeconds: 60,
      restorable: true,
      lock: null,
    },
    ...{ current: null, last: null, waitingFor: null, alerts: [], objectiveSeconds: 86_400 },
    lastGood: { backupId: 42, finishedAt: '2026-11-28T11:55:00.000Z' },
    lastBackup: run(),
    exporting: null,
    usual: { backup: { seconds: 390, pauseSeconds: 4, of: 12 }, restore: null },
    next: { schedule: 'nightly', at: '2026-11-28T22:00:00.000Z', timezone: 'UTC' },
    ...over,
  };
}

const alert = (severity: 'critical' | 'warning', over: object = {}): ClusterOverview['alerts'][number] => ({
  ...{ cluster: 'x', kind: 'last-backup-failed', severity, subject: '41', since: AT },
  ...{ message: 'backup 41 failed: the disks are full', remedy: 'Fix the cause, then take a new backup.' },
  ...{ runbook: '/docs/runbooks/last-backup-failed', acknowledged: null, silenced: null, ...over },
});

const acknowledged = { by: 'erika', at: AT, note: null };
const waiting = cluster('orders', {
  current: run({ kind: 'restore', number: 17, setId: 5, phase: 'running', outcome: null, finishedAt: null }),
  waitingFor: { action: 'r17-stop', instruction: 'Stop Zeebe.\nThen Operate.', requestedAt: AT },
} as unknown as Partial<ClusterOverview>);
const clusters = [
  cluster('archive'),
  cluster('billing', { alerts: [alert('warning')] }),
  cluster('payments', { alerts: [alert('critical')], lastGood: null }),
  waiting,
  cluster('busy', { current: run({ phase: 'running', outcome: null, finishedAt: null }) }),
  cluster('known', { alerts: [alert('critical', { acknowledged })] }),
];
const overview: Overview = { at: AT, clusters };
const shown = (room: { width: number; rows: number }): string[] =>
  stripVTControlCharacters(renderStatus(overview, room)).split('\n');

describe('clusters', () => {
  it('are listed by what they want of a person, the worst first', () => {
    expect(byConcern(clusters).map(({ name }) => name)).toEqual([
      ...['orders', 'payments', 'billing', 'known', 'busy', 'archive'],
    ]);
    expect(concernOf(cluster('known', { alerts: [alert('critical', { acknowledged })] }))).toBe('warning');
  });
});

describe('the status', () => {
  it('says how many are how, each cluster in a line, and below it what to do', () => {
    const lines = shown({ width: Infinity, rows: Infinity });
    expect(lines[0]).toMatch(
      /^6 clusters: 1 waits for a person, 1 critical, 2 with warnings, 1 running, 1 fine {2}2026-11-28/,
    );
    const lineOf = (name: string): string => lines.find((line) => line.includes(` ${name} `)) ?? '';
    expect(lineOf('orders')).toMatch(/^\? +orders +restore 17: waits /);
    expect(lineOf('payments')).toMatch(/^✗ +payments +– +none of 24 h +completed 5 min ago +in 10 h$/);
    expect(lineOf('busy')).toContain('backup 42: 0 of 0 steps, usually 6 min');
    expect(lineOf('archive')).toMatch(/^✓ +archive +– +5 min of 24 h +completed 5 min ago/);
    const text = lines.join('\n');
    expect(text).toContain('orders: restore 17 waits for a person: Stop Zeebe.\n  Then Operate.\n');
    expect(text).toContain('  When it is done: holdfast restore confirm orders 17 --action r17-stop');
    expect(text).toContain('payments: critical: backup 41 failed: the disks are full\n  Fix the cause');
    expect(text).toContain('known: 1 alert acknowledged or silenced');
  });

  it.each([
    [80, 24],
    [80, 10],
    [60, 12],
    [100, 7],
  ])('fits a screen of %i columns and %i rows, and leaves out what matters least', (width, rows) => {
    const lines = shown({ width, rows });
    const words = lines.filter((line) => !line.includes('holdfast restore confirm'));
    expect(words.filter((line) => line.length > width)).toEqual([]);
    expect(lines.some((line) => line.includes('orders'))).toBe(true);
    if (width === 80) expect(lines.length).toBeLessThanOrEqual(rows);
  });
});

describe('holdfast status', () => {
  it('ends with 10 where a person has something to do, and with 0 where not', async () => {
    answering(overview);
    expect((await call('status')).code).toBe(10);
    answering({ at: AT, clusters: [cluster('archive'), clusters.at(-1)] });
    expect((await call('status')).code).toBe(0);
  });

  it('of one cluster shows no other, and ends with 6 for one that is not there', async () => {
    answering(overview);
    const { code, out } = await call('status archive');
    expect(code).toBe(0);
    expect(out).toContain('archive');
    expect(out).not.toContain('payments');
    answering(overview);
    expect(await call('status nope')).toMatchObject({
      code: 6,
      err: expect.stringContaining('Known: archive'),
    });
  });

  it('gives programs what the API gives', async () => {
    answering(overview);
    expect(JSON.parse((await call('status -o json')).out)).toEqual(overview);
  });
});

describe('a log of the status', () => {
  it('has a line for each cluster at first, then only for what changed', () => {
    const lines: string[] = [];
    const view = lineView((line) => lines.push(stripVTControlCharacters(line).replace(/^.{23}\S* */, '')));
    view.show({ at: AT, clusters: [cluster('a'), cluster('b')] });
    view.show({ at: '2026-11-28T12:05:00.000Z', clusters: [cluster('a'), cluster('b')] });
    expect(lines).toHaveLength(2);
    view.lost('it stopped');
    view.lost('it stopped');
    view.show({ at: AT, clusters: [cluster('a', { alerts: [alert('critical')] })] });
    expect(lines.slice(2).map((line) => line.replace(/.*not connected/, 'not connected'))).toEqual([
      'not connected: it stopped',
      '✗ a: Backup 42 completed; last-backup-failed (41)',
      'b: no longer configured',
    ]);
  });
});
