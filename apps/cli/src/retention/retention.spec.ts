import { afterEach, describe, expect, it } from '@jest/globals';
import type { RetentionPreview, RetentionRun } from '#contracts';
import { answering, call } from '../cli.spec-support.ts';

const { fetch } = globalThis;
afterEach(() => {
  globalThis.fetch = fetch;
});

const hash = 'ab'.repeat(32);
const preview = (over: Partial<RetentionPreview> = {}): RetentionPreview => ({
  ...{
    cluster: 'prod',
    at: '2026-11-25T12:00:00.000Z',
    policy: { keepLast: 1, minComplete: 1 },
    problems: [],
    hash,
  },
  decisions: [
    {
      ...{ backupId: 9, state: 'complete', startedAt: '2026-11-25T02:30:00.000Z', verdict: 'keep' },
      reasons: ['keep-last (1 of 1)', 'the newest complete set'],
    },
    {
      ...{ backupId: 8, state: 'complete', startedAt: '2026-11-24T02:30:00.000Z', verdict: 'delete' },
      reasons: ['no rule keeps it'],
    },
  ],
  ...over,
});

function aRun(state: RetentionRun['sets'][number]['state'], over: Partial<RetentionRun> = {}): RetentionRun {
  const finishedAt = state === 'waiting' || state === 'deleting' ? null : '2026-11-25T12:01:00.000Z';
  return {
    ...{ cluster: 'prod', startedAt: '2026-11-25T12:00:00.000Z', finishedAt, by: 'the API' },
    sets: [{ backupId: 8, state, deletionId: null, message: state === 'failed' ? 'no room' : null }],
    ...over,
  };
}

describe('retention preview', () => {
  it('tells of every set whether it stays, and every reason', async () => {
    const requests = answering(preview());
    const { code, out } = await call('retention preview prod');
    expect([code, requests[0]?.path]).toEqual([0, '/api/v1/clusters/prod/retention']);
    expect(out).toContain('Retention of prod: keepLast: 1, minComplete: 1\n');
    expect(out).toMatch(/^9 +complete .* keep +keep-last \(1 of 1\), the newest complete set$/m);
    expect(out).toMatch(/^8 +complete .* delete +no rule keeps it$/m);
    expect(out).toContain('1 set of 2 would be deleted.\n');
  });
});

describe('retention apply', () => {
  it('shows the preview, asks, and sends the hash of what was read', async () => {
    const requests = answering(preview(), aRun('waiting'));
    const { code, out } = await call('retention apply prod', 'y');
    expect([code, requests[1]]).toEqual([
      0,
      { method: 'POST', path: '/api/v1/clusters/prod/retention/apply', body: { hash } },
    ]);
    expect(out).toContain('Delete 1 set of prod? It cannot be undone.');
    expect(out).toContain('1 set will be deleted.\nSee what is left: holdfast retention preview prod\n');
  });

  it('does nothing without a yes: 5 when the answer is no, 2 where there is no terminal to ask at', async () => {
    const requests = answering(preview());
    expect((await call('retention apply prod', 'n')).code).toBe(5);
    expect((await call('retention apply prod')).code).toBe(2);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
  });

  it('waits for the end with --wait, and its exit code is that of the deletions', async () => {
    answering(preview(), aRun('waiting'), aRun('deleting'), aRun('deleted'));
    const good = await call('retention apply prod --yes --wait');
    expect([good.code, good.out]).toEqual([
      0,
      expect.stringContaining('backup 8 is being deleted\nbackup 8 deleted\n1 set deleted.\n'),
    ]);
    answering(preview(), aRun('waiting'), aRun('kept'));
    expect((await call('retention apply prod --yes --wait')).code).toBe(0);
    answering(preview(), aRun('waiting'), aRun('failed'));
    const bad = await call('retention apply prod --yes --wait');
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('backup 8 failed: no room\n')]);
  });

  it('stops waiting when it was to, with 4', async () => {
    answering(preview(), aRun('waiting'), ...Array.from({ length: 9 }, () => aRun('deleting')));
    const { code, err } = await call('retention apply prod --yes --wait-timeout 300ms');
    expect([code, err]).toEqual([4, 'Stopped waiting. The retention run of prod continues.\n']);
  });

  it('touches nothing where there is no retention (5), or where something cannot be read (1)', async () => {
    const requests = answering(preview({ policy: null, decisions: [], problems: ['there is none'] }));
    expect((await call('retention apply prod --yes')).code).toBe(5);
    requests.push(...answering(preview({ problems: ['Zeebe does not answer'] })));
    const { code, err } = await call('retention apply prod --yes');
    expect([code, err]).toEqual([1, 'Nothing was touched: Zeebe does not answer\n']);
  });
});
