import { describe, expect, it } from '@jest/globals';
import { stripVTControlCharacters } from 'node:util';
import type { Backup, Run } from '#contracts';
import { followedBackup } from './followed.ts';
import { renderRun, renderSummary } from './render-run.ts';

const run: Run = {
  cluster: 'prod',
  kind: 'backup',
  number: 42,
  setId: 42,
  runId: 'r',
  fence: 7,
  procedure: 'p',
  version: '8.6.0',
  labels: {},
  origin: { type: 'unknown', by: null },
  versions: {},
  phase: 'done',
  outcome: 'failed',
  exporting: 'running',
  requestedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:05.000Z',
  cancelRequestedAt: null,
  pausedAt: '2026-01-01T00:00:02.000Z',
  resumedAt: '2026-01-01T00:00:04.500Z',
  checks: [],
  failure: {
    code: 'backup-failed',
    component: 'zeebe',
    message: 'partition 2 failed',
    retryable: false,
    status: null,
    answer: null,
    runbook: '/docs/runbooks/backup-failed',
  },
  steps: [
    {
      name: 'backup-operate',
      component: 'operate',
      state: 'running',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: null,
      lookedAt: null,
      attempts: 1,
      lastAnswer: 'IN_PROGRESS, part 3 of 6',
      done: 3,
      total: 6,
      failure: null,
    },
  ],
};
const backup: Backup = { backupId: 42, cluster: 'prod', run, set: null, deleted: null };

describe('renderRun', () => {
  it('shows a step with its share, time and the last answer of the component', () => {
    const text = stripVTControlCharacters(
      renderRun(followedBackup(backup), { now: Date.parse('2026-01-01T00:00:01.500Z'), frame: 0 }),
    );
    expect(text).toMatch(/backup-operate +━{12}─{12} +1\.5 s {2}IN_PROGRESS, part 3 of 6/);
    expect(text).toMatch(/exporting running \(paused for 2\.5 s\)/);
  });
});

describe('a screen of 80 columns', () => {
  const at = { now: Date.parse('2026-01-01T00:00:01.500Z'), frame: 0, width: 80 };
  const linesOf = (over: Partial<Run['steps'][number]>): string[] => {
    const steps = run.steps.map((step) => ({ ...step, ...over }));
    const followed = followedBackup({ ...backup, run: { ...run, fence: 1_795_820_009, steps } });
    return stripVTControlCharacters(renderRun(followed, at)).split('\n');
  };

  it('has a line for each step, and its answer ends at the edge between two words', () => {
    const answer = 'not visible yet (HTTP 404: No Optimize backup with ID [1795878532] could be found.)';
    const lines = linesOf({ lastAnswer: answer });
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const [line = ''] = lines.filter((each) => each.includes('backup-operate'));
    const [, begun = ''] = /\d s {2}(.*)…$/.exec(line) ?? [];
    expect(answer.startsWith(`${begun} `)).toBe(true);
  });

  it('says how long it has been running, and how long that usually takes', () => {
    const followed = followedBackup({ ...backup, run: { ...run, phase: 'running', outcome: null } });
    const text = stripVTControlCharacters(renderRun(followed, { ...at, usualSeconds: 390 }));
    expect(text).toContain('  phase running · 1 s of usually 6 min · exporting running');
    expect(stripVTControlCharacters(renderRun(followed, at))).not.toContain('usually');
  });

  it('shows all of why a step failed, below it', () => {
    const message =
      'Operate stopped at part 3 of 6 and has not moved for 300 s; it was probably restarted in the middle.';
    const failure = { ...run.failure!, message };
    const lines = linesOf({ state: 'failed', failure });
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain(message);
  });
});

describe('renderSummary', () => {
  it('says how it ended, for how long exporting was paused, and why', () => {
    const text = stripVTControlCharacters(renderSummary(followedBackup(backup)));
    expect(text).toBe(
      'failed in 5.0 s; exporting was paused for 2.5 s and is running now\npartition 2 failed\nRunbook: /docs/runbooks/backup-failed',
    );
  });
});
