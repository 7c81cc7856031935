import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');

type SummaryOf = (
  total: { passed: number; failed: number; skipped: number },
  notRun: string[],
) => { text: string; exitCode: number };
type NotRun = (lanes: string[], env: Record<string, string>) => string[];

let summaryOf: SummaryOf;
let notRun: NotRun;
let upgrade: {
  upgradeNotRun: (lanes: string[]) => string[];
  upgradeCounts: (summary: unknown) => { passed: number; failed: number; skipped: number };
};
let kubernetes: { kubernetesNotRun: (lanes: string[]) => string[] };
beforeAll(async () => {
  kubernetes = (await import(join(ROOT, 'scripts/lib/kubernetes-tools.mjs'))) as typeof kubernetes;
  ({ summaryOf } = (await import(join(ROOT, 'scripts/lib/summary.mjs'))) as { summaryOf: SummaryOf });
  upgrade = (await import(join(ROOT, 'scripts/lib/upgrade-lane.mjs'))) as typeof upgrade;
  ({ notRun } = (await import(join(ROOT, 'scripts/lib/own-camunda.mjs'))) as { notRun: NotRun });
});

describe('npm start', () => {
  it('gives the address of Bull Board only where it is on', async () => {
    type Line = { boardLine: (page: string, status: number | null) => string };
    const { boardLine } = (await import(join(ROOT, 'scripts/lib/board-line.mjs'))) as Line;
    expect(boardLine('http://h/admin/queues', 404)).toBe(
      'off; it needs bullBoard.password in the configuration',
    );
    for (const status of [200, 302, 401, null])
      expect(boardLine('http://h/admin/queues', status)).toMatch(/^http:\/\/h\/admin\/queues {3}\(/);
  });
});

describe('the end of a test run', () => {
  const total = { passed: 12, failed: 0, skipped: 0 };

  it('is the counts alone, when every lane ran and no test was skipped', () => {
    expect(summaryOf(total, [])).toEqual({ text: '12 passed, 0 failed', exitCode: 0 });
  });

  it('counts a lane that did not run as skipped, and says why', () => {
    const line = 'e2e on a Camunda of your own: not run (CAMUNDA_HOME is not set)';
    expect(notRun(['unit', 'faults'], {})).toEqual([line]);
    expect(summaryOf({ ...total, skipped: 2 }, [line])).toEqual({
      text: `${line}\n12 passed, 0 failed, 3 skipped`,
      exitCode: 0,
    });
  });

  it('names the command for a lane that could run, and nothing for one that did', () => {
    expect(notRun(['unit'], { CAMUNDA_HOME: '/opt/camunda' })).toEqual([
      'e2e on a Camunda of your own: not run (npm run test:e2e runs it)',
    ]);
    expect(notRun(['e2e'], { CAMUNDA_HOME: '/opt/camunda' })).toEqual([]);
  });

  it('is a failure when something failed, and when nothing passed', () => {
    expect(summaryOf({ passed: 12, failed: 1, skipped: 0 }, []).exitCode).toBe(1);
    expect(summaryOf({ passed: 0, failed: 0, skipped: 0 }, ['a lane: not run']).exitCode).toBe(1);
  });
});

describe('the lane kubernetes', () => {
  it('is named in the summary when it did not run', () => {
    expect(kubernetes.kubernetesNotRun(['unit'])).toEqual([
      'Kubernetes: not run (npm run test:kubernetes runs it)',
    ]);
    expect(kubernetes.kubernetesNotRun(['kubernetes'])).toEqual([]);
  });
});

describe('the lane upgrade', () => {
  it('is named in the summary when it did not run', () => {
    expect(upgrade.upgradeNotRun(['unit'])).toEqual([
      'rolling upgrade from v0.2.0: not run (npm run test:upgrade runs it)',
    ]);
    expect(upgrade.upgradeNotRun(['upgrade'])).toEqual([]);
  });

  it('has failed when it reported nothing, and is skipped where the release is missing', () => {
    expect(upgrade.upgradeCounts(null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    const missing = { passed: 0, failed: 0, skipped: 1, reason: 'no tag' };
    expect(upgrade.upgradeCounts(missing)).toEqual({ passed: 0, failed: 0, skipped: 1 });
  });
});

describe('the lane e2e', () => {
  it('is refused without a Camunda, before anything is installed or run', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/test.mjs', 'unit', 'e2e'], {
      cwd: ROOT,
      env: { ...process.env, CAMUNDA_HOME: '' },
      encoding: 'utf8',
    });
    expect(status).toBe(2);
    expect(stderr).toContain('Set CAMUNDA_HOME to the folder of an unpacked distribution');
    expect(stderr).toContain('Its licence is yours to read and accept.');
    expect(stdout).toBe('');
  });
});
