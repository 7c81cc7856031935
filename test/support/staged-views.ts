import type { Alert, RetentionPreview, Schedule } from '#contracts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** A schedule as its engineer would write it, whose times came daily. */
export function aSchedule(cluster: string, over: Partial<Schedule> = {}): Schedule {
  const results = ['started', 'started', 'skipped', 'started', 'missed', 'started', 'failed'] as const;
  return {
    ...{ cluster, name: 'nightly', cron: '0 2 * * *', timezone: 'Europe/Berlin', jitterSeconds: 300 },
    ...{ overlap: 'skip', catchUpSeconds: 3_600, pauseAfterFailures: 3, paused: null },
    nextAt: new Date(Date.now() + 5 * 60 * MINUTE).toISOString(),
    expectedIntervalSeconds: 86_400,
    labels: {},
    retention: true,
    consecutiveFailures: 0,
    counts: { started: 4, buffered: 0, skipped: 1, missed: 1, failed: 1 },
    recent: results.map((result, days) => ({
      plannedAt: ago((days + 1) * DAY),
      decidedAt: ago((days + 1) * DAY - 1_000),
      result,
      reason: result === 'started' ? null : 'another run held the cluster',
      manual: days === 3,
      backupId: result === 'started' ? 1_700_000_000 + days : null,
      outcome: result === 'started' ? (days === 1 ? 'failed' : 'completed') : null,
    })),
    ...over,
  };
}

export function aPreview(cluster: string): RetentionPreview {
  return {
    cluster,
    at: ago(0),
    policy: { 'keep-last': 2, 'keep-daily': 7 },
    decisions: [
      {
        backupId: 1_764_000_300,
        state: 'complete',
        startedAt: ago(DAY),
        verdict: 'keep',
        reasons: ['keep-last (1 of 2)', 'keep-daily (2026-11-24)'],
      },
      {
        backupId: 1_764_000_200,
        state: 'complete',
        startedAt: ago(2 * DAY),
        verdict: 'keep',
        reasons: ['keep-last (2 of 2)'],
      },
      {
        backupId: 1_764_000_100,
        state: 'failed',
        startedAt: ago(9 * DAY),
        verdict: 'delete',
        reasons: ['a failed set counts for no rule'],
      },
    ],
    problems: [],
    hash: 'a'.repeat(64),
  };
}

export function anAlert(cluster: string, over: Partial<Alert> = {}): Alert {
  return {
    cluster,
    kind: 'no-recent-backup',
    severity: 'critical',
    subject: null,
    since: ago(3 * 60 * MINUTE),
    message: 'The last good backup is older than the longest time that is expected.',
    mend: 'Take a backup now, and look why the last ones failed.',
    ...over,
  };
}
