import { describe, expect, it } from '@jest/globals';
import type { ClusterOverview, Overview } from '#contracts';
import { endingsBetween } from './endings.ts';

const last = (number: number, outcome: string) =>
  ({ kind: 'backup', number, outcome }) as unknown as ClusterOverview['last'];
const seen = (...clusters: [string, ClusterOverview['last']][]): Overview => ({
  at: '2026-11-25T10:00:00.000Z',
  clusters: clusters.map(([name, run]) => ({ name, last: run }) as ClusterOverview),
});

describe('runs that ended', () => {
  it('are announced once', () => {
    const before = seen(['a', last(1, 'completed')], ['b', null]);
    const after = seen(['a', last(2, 'failed')], ['b', last(9, 'completed')]);
    expect(endingsBetween(before, after)).toEqual(['Backup 2 of a: failed', 'Backup 9 of b: completed']);
    expect(endingsBetween(after, after)).toEqual([]);
  });

  it('are not announced when they came before the page was opened, nor for a new cluster', () => {
    expect(endingsBetween(null, seen(['a', last(1, 'failed')]))).toEqual([]);
    expect(endingsBetween(seen(), seen(['a', last(1, 'failed')]))).toEqual([]);
  });
});
