import { afterEach, describe, expect, it } from '@jest/globals';
import type { Restore } from '#contracts';
import { answering, call } from '../cli.spec-support.ts';
import { aPlan } from './restore.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const plan = aPlan();
const { hash } = plan.plan;

const begun = (over: Partial<NonNullable<Restore['run']>> = {}): Restore => ({
  ...plan,
  run: {
    ...{ cluster: 'prod', kind: 'restore', number: 1795820317, setId: 1795820305, labels: {}, versions: {} },
    ...{ pausedAt: null, resumedAt: null },
    ...{ runId: 'r', fence: 1, procedure: 'p', version: '8.6.0', phase: 'running', outcome: null },
    ...{ exporting: 'unknown', requestedAt: '2026-01-01T12:00:00.000Z', finishedAt: null },
    ...{
      origin: { type: 'person', by: 'ops' },
      cancelRequestedAt: null,
      checks: [],
      steps: [],
      failure: null,
    },
    ...over,
  },
});

describe('restore plan', () => {
  it('prints what will be done and lost, and how to run it', async () => {
    const requests = answering(plan);
    const { code, out, err } = await call('restore plan prod 1795820305');
    expect(code).toBe(0);
    expect(requests[0]).toEqual({
      method: 'POST',
      path: '/api/v1/clusters/prod/restores',
      body: { backupId: 1795820305, dryRun: false },
    });
    expect(out).toContain('Plan 1795820317: restore backup 1795820305 to prod\n');
    expect(out).toContain('   1. stop-camunda: stop every process\n        by hand\n');
    expect(out).toContain('        operate-7\n        and 2 more\n');
    expect(out).toContain('What will be lost\n  - everything that happened after noon\n');
    expect(out).toContain('To be known before\n  - Zeebe is stopped.\n');
    expect(out).toContain(`\nhash ${hash}\n`);
    expect(err).toBe(`\nRun it: holdfast restore run prod 1795820305 --plan 1795820317 --hash ${hash}\n`);
  });

  it('that cannot be run ends with 5, and names each failed check with its remedy', async () => {
    answering(aPlan({}, false));
    const { code, out, err } = await call('restore plan prod 1795820305');
    expect({ code, err }).toEqual({ code: 5, err: '' });
    expect(out).toContain('This plan cannot be run\n  ✗ version: is 8.5\n    Install 8.6.0.\n');
    expect(out).not.toContain('set-usable');
  });
});

describe('restore run', () => {
  it('plans, shows the plan, asks for the name of the cluster, and runs what was shown', async () => {
    const requests = answering(plan, begun());
    const { code, out } = await call('restore run prod 1795820305 --no-wait', 'prod');
    expect(code).toBe(0);
    expect(requests.map(({ path }) => path)).toEqual([
      '/api/v1/clusters/prod/restores',
      '/api/v1/clusters/prod/restores/1795820317/run',
    ]);
    expect(requests[1]?.body).toEqual({ hash });
    expect(out).toMatch(
      /What will be lost[^]*Type its name to continue: [^]*Restore 1795820317 was accepted\./,
    );
  });

  it.each(['', 'y', 'yes', 'production'])('touches nothing when "%s" is typed', async (typed) => {
    const requests = answering(plan);
    const { code, err } = await call('restore run prod 1795820305', typed);
    expect(code).toBe(5);
    expect(err).toBe('Not confirmed. Nothing was done.\n');
    expect(requests).toHaveLength(1);
  });

  it('does not run a plan that cannot be run, also with --yes', async () => {
    const requests = answering(aPlan({}, false));
    const { code, err } = await call('restore run prod 1795820305 --yes');
    expect(code).toBe(5);
    expect(err).toBe('Nothing was touched: the plan cannot be run.\n');
    expect(requests).toHaveLength(1);
  });

  it('runs the plan that was named, with the hash that was given', async () => {
    const requests = answering(plan, begun());
    const given = 'cd'.repeat(32);
    expect(
      (await call(`restore run prod 1795820305 --yes --no-wait --plan 1795820317 --hash ${given}`)).code,
    ).toBe(0);
    expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/clusters/prod/restores/1795820317',
      'POST /api/v1/clusters/prod/restores/1795820317/run',
    ]);
    expect(requests[1]?.body).toEqual({ hash: given });
  });

  it('refuses a plan of another set', async () => {
    const requests = answering(plan);
    const { code, err } = await call(`restore run prod 1795820306 --yes --plan 1795820317 --hash ${hash}`);
    expect(code).toBe(2);
    expect(err).toBe('Plan 1795820317 is for backup 1795820305, not for 1795820306.\n');
    expect(requests).toHaveLength(1);
  });
});

describe('restore show and confirm', () => {
  const waiting = {
    ...begun(),
    waitingFor: { action: 'r-stop', instruction: 'Stop it.', requestedAt: '2026-01-01T12:00:01.000Z' },
  };

  it('say what a person is asked to do, and how to confirm it', async () => {
    answering(waiting);
    const { code, out } = await call('restore show prod 1795820317');
    expect(code).toBe(0);
    expect(out).toContain('Waiting for you:\n    Stop it.\n');
    expect(out).toContain('holdfast restore confirm prod 1795820317 --action r-stop\n');
  });

  it('confirms what it waits for, without its key', async () => {
    const requests = answering(waiting, begun());
    expect((await call('restore confirm prod 1795820317 --failed --note broken')).code).toBe(0);
    expect(requests[1]).toEqual({
      method: 'POST',
      path: '/api/v1/clusters/prod/restores/1795820317/confirm',
      body: { action: 'r-stop', ok: false, note: 'broken' },
    });
  });

  it('has nothing to confirm where nothing waits', async () => {
    answering(begun());
    expect((await call('restore confirm prod 1795820317')).code).toBe(5);
  });

  it('of one that has ended says how', async () => {
    answering(begun({ phase: 'done', outcome: 'cancelled', finishedAt: '2026-01-01T12:00:03.000Z' }));
    const { code, out } = await call('restore show prod 1795820317');
    expect(code).toBe(1);
    expect(out).toContain('\ncancelled in 3.0 s\n');
  });
});
