import { describe, expect, it } from '@jest/globals';
import type { ClusterOverview } from '#contracts';
import { freshnessOf } from './reading-freshness.ts';

const START = Date.parse('2026-11-25T10:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();
const read = (exporting: string, readAt: number) =>
  ({ exporting, readAt: at(readAt) }) as ClusterOverview['exporting'];
const ended = (seconds: number) => ({ finishedAt: at(seconds) }) as ClusterOverview['last'];
const RUN = {} as ClusterOverview['current'];

describe('a state of exporting', () => {
  it.each([
    ['never read', { exporting: null, last: null, current: null }, 'now'],
    [
      'a pause after the last run',
      { exporting: read('softPaused', 5), last: ended(4), current: null },
      'now',
    ],
    [
      'a pause from before the end of the run',
      { exporting: read('softPaused', 3), last: ended(4), current: null },
      'before-end',
    ],
    // Nothing contradicts it.
    [
      'running before the end of the run',
      { exporting: read('running', 3), last: ended(4), current: null },
      'now',
    ],
    ['a pause of the present run', { exporting: read('softPaused', 3), last: ended(4), current: RUN }, 'now'],
  ])('%s', (_, cluster, expected) => {
    expect(freshnessOf(cluster, START + 6_000)).toBe(expected);
  });

  it('is old when it was so when it was sent; one that is not sent again did not change', () => {
    const cluster = { exporting: read('running', 0), last: null, current: null };
    expect(freshnessOf(cluster, START + 11_000)).toBe('old');
    expect(freshnessOf(cluster, START + 2_000)).toBe('now');
    expect(freshnessOf(cluster)).toBe('now');
  });
});
