import { describe, expect, it } from '@jest/globals';
import type { ClusterOverview, Overview, OverviewChanges } from '#contracts';
import { OverviewChangesOf } from './overview-changes.ts';

const START = Date.parse('2026-11-25T10:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

const exporting = (readAt: string, behind = 0) =>
  ({
    ...{ cluster: 'a', exporting: 'running', problem: null, readAt },
    partitions: [
      {
        ...{ partitionId: 1, broker: 'b', role: 'LEADER', exporterPhase: 'EXPORTING' },
        ...{ processedPosition: 10_000, exportedPosition: 10_000 - behind },
      },
    ],
  }) as ClusterOverview['exporting'];
const cluster = (name: string, more: Partial<ClusterOverview> = {}) =>
  ({ name, lock: null, exporting: null, last: null, alerts: [], ...more }) as unknown as ClusterOverview;
const overview = (seconds: number, ...clusters: ClusterOverview[]): Overview => ({
  at: at(seconds),
  clusters,
});
const names = ({ clusters }: OverviewChanges): string[] => clusters.map(({ name }) => name);

describe('what a follower of the overview is sent', () => {
  it('is every cluster at first, in parts that say how many there are', () => {
    const many = Array.from({ length: 120 }, (_, index) => cluster(`c${index}`));
    const events = new OverviewChangesOf().next(overview(0, ...many));
    expect(events.map(({ first, total }) => ({ first, total }))).toEqual([
      { first: true, total: 120 },
      { first: false, total: 120 },
      { first: false, total: 120 },
    ]);
    expect(events.flatMap(names)).toEqual(many.map(({ name }) => name));
  });

  it('is an event also where there is no cluster to see', () => {
    expect(new OverviewChangesOf().next(overview(0))).toEqual([
      { at: at(0), first: true, total: 0, clusters: [], gone: [] },
    ]);
  });

  it('is then only what changed, came or went; nothing where nothing did', () => {
    const changes = new OverviewChangesOf();
    changes.next(overview(0, cluster('a'), cluster('b'), cluster('old')));
    expect(changes.next(overview(1, cluster('a'), cluster('b'), cluster('old')))).toEqual([]);
    const [event, ...more] = changes.next(
      overview(2, cluster('a'), cluster('b', { restorable: true }), cluster('new')),
    );
    expect(more).toEqual([]);
    expect(event).toMatchObject({ first: false, total: 3, gone: ['old'] });
    expect(names(event!)).toEqual(['b', 'new']);
    const [left] = changes.next(overview(3, cluster('a')));
    expect(left).toMatchObject({ clusters: [], gone: ['b', 'new'], total: 1 });
  });

  it('is nothing for a new reading of the same exporting, a few more records or a lease that runs down', () => {
    const changes = new OverviewChangesOf();
    const lock = (leaseMs: number) => ({ runId: 'r', leaseMs }) as ClusterOverview['lock'];
    changes.next(overview(0, cluster('a', { exporting: exporting(at(0), 1_000), lock: lock(9_000) })));
    expect(
      changes.next(overview(2, cluster('a', { exporting: exporting(at(2), 9_900), lock: lock(7_000) }))),
    ).toEqual([]);
    expect(
      changes.next(overview(4, cluster('a', { exporting: exporting(at(4), 10_000), lock: lock(5) }))),
    ).toHaveLength(1);
  });

  it('is a reading that became old, and one that is new again', () => {
    const changes = new OverviewChangesOf();
    const seen = (now: number, readAt: number) =>
      changes.next(overview(now, cluster('a', { exporting: exporting(at(readAt)) }))).length;
    expect(seen(0, 0)).toBe(1);
    expect(seen(9, 0)).toBe(0);
    expect(seen(11, 0)).toBe(1);
    expect(seen(12, 0)).toBe(0);
    expect(seen(13, 13)).toBe(1);
  });

  it('is the reading after the end of a run, which no longer is from within its pause', () => {
    const changes = new OverviewChangesOf();
    const last = { finishedAt: at(5) } as ClusterOverview['last'];
    const seen = (now: number, readAt: number) =>
      changes.next(overview(now, cluster('a', { exporting: exporting(at(readAt)), last }))).length;
    expect(seen(6, 4)).toBe(1);
    expect(seen(7, 6)).toBe(1);
    expect(seen(8, 8)).toBe(0);
  });
});
