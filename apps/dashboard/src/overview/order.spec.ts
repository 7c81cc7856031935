import { describe, expect, it } from '@jest/globals';
import { keptInPlace, ordered, type Sort } from './order.ts';
import { alert, clusterOf, good, hoursAgo, NOW, RUN, WAITING } from './overview-state.spec-support.ts';

const names = (clusters: Parameters<typeof ordered>[0], sort: Sort = 'worst', now = NOW) =>
  ordered(clusters, sort, now).map(({ name }) => name);

describe('the worst first', () => {
  it('is what waits for a person, then critical, warning, running, late, and the rest by name', () => {
    const clusters = [
      clusterOf('fine-b'),
      clusterOf('fine-a'),
      clusterOf('late', { lastGood: good(30) }),
      clusterOf('running', { current: RUN }),
      clusterOf('warning', { alerts: [alert('warning')] }),
      clusterOf('critical', { alerts: [alert('warning'), alert('critical')] }),
      clusterOf('waiting', { waitingFor: WAITING, current: RUN }),
    ];
    expect(names(clusters)).toEqual([
      ...['waiting', 'critical', 'warning', 'running', 'late', 'fine-a', 'fine-b'],
    ]);
  });

  it('is among equals the one that is the most behind what is wanted', () => {
    const clusters = [
      clusterOf('a', { lastGood: good(13) }),
      clusterOf('never', { lastGood: null }),
      clusterOf('twice', { lastGood: good(48) }),
      clusterOf('hourly', { lastGood: good(13), objectiveSeconds: 3_600 }),
      clusterOf('none wanted', { lastGood: null, objectiveSeconds: null }),
    ];
    expect(names(clusters)).toEqual(['hourly', 'never', 'twice', 'a', 'none wanted']);
  });

  it('counts numbers in names as numbers', () => {
    expect(names([clusterOf('c10'), clusterOf('c9')])).toEqual(['c9', 'c10']);
  });

  it('does not change with every second, nor with what is no matter of weight', () => {
    const clusters = [clusterOf('a', { lastGood: good(1) }), clusterOf('b', { lastGood: good(1.5) })];
    const before = names(clusters);
    for (let minutes = 1; minutes < 60; minutes += 1)
      expect(names(clusters, 'worst', NOW + minutes * 60_000)).toEqual(before);
    const later = clusters.map((cluster) => ({ ...cluster, last: { number: 9 } as typeof cluster.last }));
    expect(names(later)).toEqual(before);
  });
});

describe('other orders', () => {
  const clusters = [
    clusterOf('b', { lastGood: good(2), next: { schedule: 's', at: hoursAgo(-2), timezone: 'UTC' } }),
    clusterOf('a', { lastGood: good(1) }),
    clusterOf('c', { lastGood: null, next: { schedule: 's', at: hoursAgo(-1), timezone: 'UTC' } }),
  ];
  it.each([
    ['name', ['a', 'b', 'c']],
    ['age', ['c', 'b', 'a']],
    ['next', ['c', 'b', 'a']],
  ] as const)('by %s', (sort, expected) => {
    expect(names(clusters, sort)).toEqual(expected);
  });

  it('leave the given list as it is', () => {
    const given = [...clusters];
    ordered(given, 'name', NOW);
    expect(given).toEqual(clusters);
  });
});

describe('an order that is kept while a person points at it', () => {
  it('moves nothing; what is new comes at the end, and what is gone leaves', () => {
    const wanted = ['new', 'c', 'a'].map((name) => ({ name }));
    expect(keptInPlace(wanted, ['a', 'b', 'c']).map(({ name }) => name)).toEqual(['a', 'c', 'new']);
  });

  it('is the wanted one where nothing was shown before', () => {
    const wanted = ['b', 'a'].map((name) => ({ name }));
    expect(keptInPlace(wanted, [])).toEqual(wanted);
  });
});
