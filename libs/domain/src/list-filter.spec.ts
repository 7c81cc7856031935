import { describe, expect, it } from '@jest/globals';
import {
  BACKUP_STATES,
  backupStateOf,
  isWanted,
  RUN_STATES,
  runStateOf,
  type ListFilter,
} from './list-filter.ts';
import type { RunOrigin } from './run-origin.ts';

const run = (outcome: 'completed' | 'failed' | 'rejected' | 'cancelled' | null) =>
  ({ phase: outcome === null ? 'running' : 'done', outcome }) as const;

describe('a backup in one word', () => {
  it.each([
    ['complete', { run: run('completed'), set: { state: 'complete' }, deleted: null }],
    ['complete', { run: run('completed'), set: null, deleted: null }],
    ['partial', { run: run('completed'), set: { state: 'partial' }, deleted: null }],
    ['unverified', { run: null, set: { state: 'unverified' }, deleted: null }],
    ['foreign', { run: null, set: { state: 'foreign' }, deleted: null }],
    ['running', { run: run(null), set: null, deleted: null }],
    ['failed', { run: run('failed'), set: null, deleted: null }],
    ['failed', { run: run('failed'), set: { state: 'failed' }, deleted: null }],
    ['rejected', { run: run('rejected'), set: { state: 'foreign' }, deleted: null }],
    ['cancelled', { run: run('cancelled'), set: { state: 'failed' }, deleted: null }],
    ['deleted', { run: run('completed'), set: null, deleted: {} }],
  ] as const)('is %s', (state, backup) => {
    expect(backupStateOf(backup)).toBe(state);
    expect(BACKUP_STATES).toContain(state);
  });

  it('of a run is how it ended, or that it runs', () => {
    expect(RUN_STATES.map((state) => runStateOf({ outcome: state === 'running' ? null : state }))).toEqual([
      ...RUN_STATES,
    ]);
  });
});

describe('what a list is asked for', () => {
  const origin: RunOrigin = { type: 'schedule', by: null, schedule: 'nightly' };
  const labels = { before: 'upgrade', constructor: 'x' };
  const entry = { startedAt: '2026-11-28T10:00:00.000Z', run: { labels, origin } };

  it.each<[boolean, ListFilter]>([
    [true, {}],
    [true, { since: '2026-11-28T10:00:00.000Z' }],
    [false, { since: '2026-11-28T10:00:00.001Z' }],
    [true, { label: { key: 'before', value: null } }],
    [true, { label: { key: 'before', value: 'upgrade' } }],
    [false, { label: { key: 'before', value: '' } }],
    [true, { label: { key: 'constructor', value: 'x' } }],
    [false, { label: { key: 'toString', value: null } }],
    [true, { schedule: 'nightly' }],
    [false, { schedule: 'weekly' }],
    [false, { schedule: 'nightly', label: { key: 'after', value: null } }],
  ])('is %s for %j', (wanted, filter) => expect(isWanted(entry, filter)).toBe(wanted));

  it('is never met by what is not known', () => {
    const unknown = { startedAt: null, run: null };
    expect(isWanted(unknown, {})).toBe(true);
    expect(isWanted(unknown, { since: '2026-01-01T00:00:00.000Z' })).toBe(false);
    expect(isWanted(unknown, { schedule: 'nightly' })).toBe(false);
    expect(isWanted(unknown, { label: { key: 'a', value: null } })).toBe(false);
  });
});
