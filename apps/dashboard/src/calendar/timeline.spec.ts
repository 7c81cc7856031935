import { describe, expect, it } from '@jest/globals';
import { timelineOf } from './timeline.ts';

const from = Date.parse('2026-06-01T00:00:00Z');
const to = from + 24 * 3_600_000;
const run = (cluster: string, hour: number, minutes: number) => ({
  ...{ cluster, schedule: 'nightly' },
  at: new Date(from + hour * 3_600_000).toISOString(),
  until: new Date(from + hour * 3_600_000 + minutes * 60_000).toISOString(),
});

describe('the timeline of an engine', () => {
  const planned = [run('a', 12, 60), run('b', 12, 1), run('a', 23, 600)];
  const engine = {
    clusters: ['a', 'b'],
    planned,
    overlaps: [{ from: planned[0]!.at, until: planned[0]!.until, runs: planned.slice(0, 2) }],
  };
  const timeline = timelineOf(engine, { from, to, width: 658 }, ({ schedule }) => schedule);

  it('has a row for each cluster, with its runs where they are planned', () => {
    expect(timeline.rows.map(({ cluster, bars }) => [cluster, bars.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(timeline.rows[0]!.bars[0]).toEqual({ x: 170 + 240, width: 20, title: 'nightly' });
  });

  it('shows a run that is short, and ends one that is longer at the edge', () => {
    expect(timeline.rows[1]!.bars[0]!.width).toBe(3);
    const last = timeline.rows[0]!.bars[1]!;
    expect(last.x + last.width).toBe(650);
  });

  it('marks what overlaps, and full hours', () => {
    expect(timeline.overlaps).toEqual([{ x: 410, width: 20 }]);
    expect(timeline.ticks.map(({ at }) => new Date(at).toISOString().slice(11, 13))).toEqual([
      ...['00', '06', '12', '18', '00'],
    ]);
  });
});
