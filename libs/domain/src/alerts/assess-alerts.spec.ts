import { describe, expect, it } from '@jest/globals';
import { assessAlerts, lingers } from './assess-alerts.ts';
import type { AlertFacts, ScheduleFacts } from './alert-facts.ts';

const H = 3_600_000;
const NOW = Date.parse('2026-06-01T12:00:00Z');

function facts(over: Partial<AlertFacts> = {}): AlertFacts {
  return {
    now: NOW,
    pauseBudget: 15 * 60_000,
    exporting: { state: 'running', pausedSince: null, unknownSince: null, problem: null },
    restoring: false,
    pausedOutside: false,
    waitingFor: null,
    lastBackup: { number: 7, outcome: 'completed', finishedAt: NOW - H, cause: null },
    lastSuccessAt: NOW - H,
    knownSince: NOW - 1_000 * H,
    lastVerifiedAt: NOW - H,
    schedules: [],
    missingWorkers: [],
    redis: null,
    configuration: null,
    limits: { objective: null, verifyWithin: null, exportingUnknownAfter: 5 * 60_000 },
    ...over,
  };
}

const nightly = (over: Partial<ScheduleFacts> = {}): ScheduleFacts => ({
  name: 'nightly',
  paused: null,
  expectedIntervalMs: 24 * H,
  missed: null,
  skipped: null,
  startedFor: NOW - H,
  ...over,
});

const kinds = (over: Partial<AlertFacts>) =>
  assessAlerts(facts(over)).map(({ kind, subject }) => (subject === null ? kind : `${kind} ${subject}`));

describe('alerts', () => {
  it('are none while all is well', () => {
    expect(kinds({ schedules: [nightly()] })).toEqual([]);
  });

  it('report a pause only after it outlasted its budget, whatever caused it', () => {
    const paused = (ms: number) => ({
      exporting: { state: 'softPaused' as const, pausedSince: NOW - ms, unknownSince: null, problem: null },
    });
    expect(kinds(paused(15 * 60_000))).toEqual([]);
    expect(kinds(paused(15 * 60_000 + 1))).toEqual(['exporting-paused-too-long']);
  });

  it('tell of exporting that cannot be read after a while, but not during a restore', () => {
    const exporting = {
      state: 'unknown' as const,
      pausedSince: null,
      unknownSince: NOW - 5 * 60_000,
      problem: 'x',
    };
    expect(kinds({ exporting })).toEqual(['exporting-unknown']);
    expect(kinds({ exporting, restoring: true })).toEqual([]);
    expect(kinds({ exporting: { ...exporting, unknownSince: NOW - 1_000 } })).toEqual([]);
  });

  it.each([
    ['failed', ['last-backup-failed 7']],
    ['rejected', ['last-backup-failed 7']],
    ['cancelled', []],
  ] as const)('after a backup that was %s are %j', (outcome, expected) => {
    expect(kinds({ lastBackup: { number: 7, outcome, finishedAt: NOW, cause: 'why' } })).toEqual(expected);
  });

  it('expect a backup by the most frequent schedule that is not paused, with half an interval to spare', () => {
    const late = { lastSuccessAt: NOW - 36 * H - 1 };
    expect(kinds(late)).toEqual([]);
    expect(kinds({ ...late, schedules: [nightly()] })).toEqual(['no-recent-backup']);
    expect(kinds({ lastSuccessAt: NOW - 36 * H, schedules: [nightly()] })).toEqual([]);
    expect(
      kinds({ ...late, schedules: [nightly(), nightly({ name: 'weekly', expectedIntervalMs: 168 * H })] }),
    ).toEqual(['no-recent-backup']);
    const paused = nightly({ paused: { at: NOW, note: '', reason: 'operator' } });
    expect(kinds({ ...late, schedules: [paused] })).toEqual(['schedule-paused nightly']);
  });

  it('of a cluster that never had a backup count from when it became known', () => {
    const limits = { objective: 24 * H, verifyWithin: H, exportingUnknownAfter: H };
    const never = { limits, lastBackup: null, lastSuccessAt: null };
    expect(kinds({ ...never, knownSince: NOW - H })).toEqual(['never-backed-up']);
    expect(kinds({ ...never, knownSince: NOW - 25 * H })).toEqual(['no-recent-backup']);
  });

  it('tell of a cluster without a backup, also without any plan, unless none is wanted', () => {
    const never = (objective: AlertFacts['limits']['objective'], knownSince: number) => ({
      ...{ lastBackup: null, lastSuccessAt: null, knownSince },
      limits: { objective, verifyWithin: null, exportingUnknownAfter: H },
    });
    expect(kinds(never(null, NOW - H))).toEqual(['never-backed-up']);
    expect(kinds(never(null, NOW - 10 * 60_000 + 1))).toEqual([]);
    expect(kinds(never('none', NOW - H))).toEqual([]);
  });

  it('expect no backup where none is wanted, whatever is planned', () => {
    const limits = { objective: 'none' as const, verifyWithin: null, exportingUnknownAfter: H };
    expect(kinds({ limits, lastSuccessAt: NOW - 1_000 * H, schedules: [nightly()] })).toEqual([]);
  });

  it('tell at once what a run waits for, each thing to do as an alert of its own', () => {
    const waits = (action: string) => ({
      waitingFor: {
        run: { kind: 'restore' as const, number: 43 },
        ...{ action, instruction: 'Stop every process.', since: NOW },
      },
    });
    expect(kinds(waits('stop-camunda-stop-1'))).toEqual(['waiting-for-person 43 stop-camunda-stop-1']);
    const [alert] = assessAlerts(facts(waits('stop-camunda-stop-1')));
    expect(alert).toMatchObject({
      severity: 'critical',
      since: NOW,
      message: 'restore 43 waits for a person: Stop every process.',
    });
  });

  it('tell at once of a pause that no run made, and again when it outlasts the budget', () => {
    const paused = (ms: number) => ({
      pausedOutside: true,
      exporting: { state: 'softPaused' as const, pausedSince: NOW - ms, unknownSince: null, problem: null },
    });
    expect(assessAlerts(facts(paused(1_000)))).toMatchObject([
      { kind: 'exporting-paused-outside', severity: 'warning', since: NOW - 1_000 },
    ]);
    expect(kinds(paused(16 * 60_000))).toEqual(['exporting-paused-too-long', 'exporting-paused-outside']);
  });

  it('tell of a verification that is too old, and of none at all', () => {
    const limits = { objective: null, verifyWithin: 24 * H, exportingUnknownAfter: H };
    expect(kinds({ limits, lastVerifiedAt: NOW - 25 * H })).toEqual(['verify-too-old']);
    expect(kinds({ limits, lastVerifiedAt: null, lastSuccessAt: NOW - H })).toEqual([]);
    expect(kinds({ limits, lastVerifiedAt: null, lastSuccessAt: NOW - 25 * H })).toEqual(['verify-too-old']);
  });

  it('distinguish missed from skipped, until a run was started for a later time', () => {
    const slot = { plannedAt: NOW - 5 * H, decidedAt: NOW - 3 * H, reason: 'why' };
    const startedFor = NOW - 4 * H;
    expect(kinds({ schedules: [nightly({ missed: slot, startedFor })] })).toEqual([
      'schedule-missed nightly',
    ]);
    expect(kinds({ schedules: [nightly({ skipped: slot, startedFor: null })] })).toEqual([
      'schedule-skipped nightly',
    ]);
    expect(kinds({ schedules: [nightly({ missed: slot, skipped: slot, startedFor: NOW - H })] })).toEqual([]);
  });

  it('call a schedule that paused itself critical, and one that a person paused a warning', () => {
    const [own] = assessAlerts(
      facts({ schedules: [nightly({ paused: { at: 1, note: '', reason: 'failures' } })] }),
    );
    const [by] = assessAlerts(
      facts({ schedules: [nightly({ paused: { at: 1, note: 'n', reason: 'operator' } })] }),
    );
    expect(own).toMatchObject({ severity: 'critical', since: 1 });
    expect(by).toMatchObject({ severity: 'warning', message: 'schedule nightly is paused: n' });
  });

  it('name the app that serves a queue without a worker', () => {
    expect(kinds({ missingWorkers: [{ queue: 'zeebe', app: 'worker-zeebe' }] })).toEqual([
      'worker-missing zeebe',
    ]);
  });
});

describe('a Redis that cannot be used', () => {
  it('is an alert with the reason, which stays until it can', () => {
    const refusing = facts({ redis: 'refuses writes: OOM' });
    expect(assessAlerts(refusing)).toMatchObject([
      { kind: 'redis-unusable', severity: 'critical', message: expect.stringContaining('OOM') },
    ]);
    expect(lingers({ kind: 'redis-unusable', subject: null }, refusing)).toBe(true);
    expect(lingers({ kind: 'redis-unusable', subject: null }, facts())).toBe(false);
  });
});

describe('a configuration that is refused', () => {
  it('is an alert with the reason, which stays until every process works by the file', () => {
    const refusing = facts({ configuration: { message: 'clusters[0].name: is missing', since: NOW - H } });
    expect(assessAlerts(refusing)).toMatchObject([
      {
        kind: 'configuration-refused',
        severity: 'warning',
        since: NOW - H,
        message: expect.stringContaining('name'),
      },
    ]);
    expect(lingers({ kind: 'configuration-refused', subject: null }, refusing)).toBe(true);
    expect(lingers({ kind: 'configuration-refused', subject: null }, facts())).toBe(false);
  });
});

describe('an alert that is raised', () => {
  const exporting = (state: AlertFacts['exporting']['state']) =>
    facts({ exporting: { state, pausedSince: null, unknownSince: null, problem: null } });

  it('stays after a restart until something better is seen', () => {
    const unknown = { kind: 'exporting-unknown', subject: null } as const;
    expect(lingers(unknown, exporting('unknown'))).toBe(true);
    expect(lingers(unknown, exporting('running'))).toBe(false);
    const paused = { kind: 'exporting-paused-too-long', subject: null } as const;
    expect(lingers(paused, exporting('unknown'))).toBe(true);
    expect(lingers(paused, exporting('softPaused'))).toBe(true);
    expect(lingers(paused, exporting('running'))).toBe(false);
    const outside = { kind: 'exporting-paused-outside', subject: null } as const;
    expect(lingers(outside, { ...exporting('softPaused'), pausedOutside: true })).toBe(true);
    expect(lingers(outside, { ...exporting('softPaused'), pausedOutside: null })).toBe(true);
    expect(lingers(outside, exporting('unknown'))).toBe(true);
    expect(lingers(outside, exporting('softPaused'))).toBe(false);
    expect(lingers(outside, exporting('running'))).toBe(false);
    const missing = facts({ missingWorkers: [{ queue: 'zeebe', app: 'worker-zeebe' }] });
    expect(lingers({ kind: 'worker-missing', subject: 'zeebe' }, missing)).toBe(true);
    expect(lingers({ kind: 'worker-missing', subject: 'records' }, missing)).toBe(false);
  });

  it('goes with its condition otherwise', () => {
    expect(lingers({ kind: 'last-backup-failed', subject: '7' }, facts())).toBe(false);
  });
});
