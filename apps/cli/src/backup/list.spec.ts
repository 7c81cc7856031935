import { afterEach, describe, expect, it } from '@jest/globals';
import type { Backup } from '#contracts';
import { answering, call } from '../cli.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const backup = (backupId: number, cluster = 'prod'): Backup => ({
  ...{ backupId, cluster, set: null, deleted: null },
  run: {
    ...{ cluster, kind: 'backup', number: backupId, setId: backupId, runId: 'r', fence: 1, procedure: 'p' },
    ...{
      version: '8.6.0',
      labels: { before: 'upgrade' },
      origin: { type: 'person', by: 'erika' },
      versions: {},
    },
    ...{ phase: 'done', outcome: 'rejected', exporting: 'running', requestedAt: '2026-11-28T10:00:00.000Z' },
    ...{ finishedAt: '2026-11-28T10:00:01.000Z', cancelRequestedAt: null, pausedAt: null, resumedAt: null },
    ...{ checks: [], steps: [], failure: null },
  },
});
const list = (...items: Backup[]) => ({ items, next: null, catalogue: { readAt: null, problems: [] } });
const clusters = (...names: string[]) => ({
  items: names.map((name) => ({ name, version: null, components: [], pauseBudgetSeconds: 1, lock: null })),
  next: null,
});

describe('backup list', () => {
  it('lets Holdfast filter', async () => {
    const requests = answering(list(backup(1_795_820_309)));
    const words = '--state failed,rejected --since 2026-11-28 --label before=upgrade --schedule nightly';
    const { code, out } = await call(`backup list prod ${words}`);
    expect(code).toBe(0);
    expect(out).toMatch(/1795820309 +rejected .* before=upgrade\n$/);
    const query = new URLSearchParams(requests[0]?.path.split('?')[1]);
    expect(Object.fromEntries(query)).toEqual({
      ...{ limit: '20', state: 'failed,rejected', since: '2026-11-28T00:00:00.000Z' },
      ...{ label: 'before=upgrade', schedule: 'nightly' },
    });
  });

  it.each(['--state broken', '--state failed,', '--since yesterday', '--since 2026-02-30'])(
    'refuses %s before it asks',
    async (words) => {
      const requests = answering();
      expect([(await call(`backup list prod ${words}`)).code, requests]).toEqual([2, []]);
    },
  );

  it('says that there is none like that, and not that there is none', async () => {
    answering(list());
    expect((await call('backup list prod --state failed')).out).toBe(
      'Cluster prod has no backup like that.\n',
    );
    answering(list());
    expect((await call('backup ls prod')).out).toBe('Cluster prod has no backup.\n');
  });

  it('of all clusters names each, and takes no other', async () => {
    answering(clusters('prod', 'test'), list(backup(2)), list(backup(1, 'test')));
    expect((await call('backup list --all-clusters -q')).out).toBe('prod 2\ntest 1\n');
    expect((await call('backup list')).code).toBe(2);
    expect((await call('backup list prod --all-clusters')).code).toBe(2);
  });

  it('prints ids alone, more columns, or its figures for programs', async () => {
    answering(list(backup(2), backup(1)));
    expect((await call('backup list prod -q')).out).toBe('2\n1\n');
    answering(list(backup(2)));
    expect((await call('backup list prod -o wide')).out).toMatch(
      /CAMUNDA +REQUESTED BY +VERIFIED[^]* erika /,
    );
    answering(list(backup(2)));
    const { items, next } = JSON.parse((await call('backup list prod -o json')).out) as ReturnType<
      typeof list
    >;
    expect([next, items[0]]).toEqual([null, expect.objectContaining({ backupId: 2, state: 'rejected' })]);
    expect(items[0]).not.toHaveProperty('run');
    answering(list(backup(2)));
    expect(JSON.parse((await call('backup list prod -o json --full')).out)).toEqual(list(backup(2)));
  });
});

describe('with -o json', () => {
  it('a problem is a document on standard error, with the exit code', async () => {
    const type = 'urn:holdfast:problem:unknown-cluster';
    const problem = { type, title: 'There is no such cluster', status: 404, detail: 'No cluster "x".' };
    answering(Response.json(problem, { status: 404 }));
    const { code, out, err } = await call('backup list x -o json');
    expect({ code, out, document: JSON.parse(err) as unknown }).toEqual({
      ...{ code: 6, out: '' },
      document: { ...problem, exitCode: 6 },
    });
  });

  it('so is what Holdfast did not say', async () => {
    answering(new TypeError('fetch failed'));
    const { code, err } = await call('clusters -o json');
    expect([code, JSON.parse(err)]).toEqual([
      1,
      expect.objectContaining({
        type: 'about:blank',
        exitCode: 1,
        detail: expect.stringContaining('not answer'),
      }),
    ]);
  });

  it.each(['clusters', 'alerts', 'schedule list prod', 'notification list'])(
    '%s has the shape of every list',
    async (line) => {
      answering({ items: [], next: null });
      expect(JSON.parse((await call(`${line} -o json`)).out)).toEqual({ items: [], next: null });
    },
  );
});
