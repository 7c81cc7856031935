import { describe, expect, it } from '@jest/globals';
import type { ClusterOverview } from '#contracts';
import { alert, clusterOf, good, NOW, RUN, WAITING } from './overview-state.spec-support.ts';
import { countsOf, overdue, standingsOf } from './standing.ts';

describe('how a cluster stands', () => {
  it.each([
    [{}, ['fine']],
    [{ current: RUN }, ['running']],
    [{ alerts: [alert('warning'), alert('critical')], current: RUN }, ['critical', 'warning', 'running']],
    // Its alert says the same, and counts once.
    [
      { waitingFor: WAITING, alerts: [alert('critical', 'waiting-for-person')], current: RUN },
      ['waiting', 'running'],
    ],
    // A person deals with it, or does not want to hear of it now.
    [{ alerts: [{ ...alert('critical'), acknowledged: { by: 'ada' } }] }, ['warning']],
    [
      { alerts: [{ ...alert('critical'), silenced: { by: 'ada' } }, alert('critical')] },
      ['critical', 'warning'],
    ],
    [{ lastGood: null }, ['late']],
    [{ lastGood: null, objectiveSeconds: null }, ['fine']],
    [{ lastGood: good(25) }, ['late']],
    [{ lastGood: good(23) }, ['fine']],
  ] as [Partial<ClusterOverview>, string[]][])('%j: %j', (more, expected) => {
    expect(standingsOf(clusterOf('a', more), NOW)).toEqual(expected);
  });

  it('is counted once for each of its standings', () => {
    const clusters = [
      clusterOf('a'),
      clusterOf('b', { current: RUN, lastGood: null }),
      clusterOf('c', { current: RUN }),
    ];
    expect(countsOf(clusters, NOW)).toEqual({
      ...{ waiting: 0, critical: 0, warning: 0, running: 2, late: 1, fine: 1 },
    });
  });
});

describe('the age against what is wanted', () => {
  it('is a share of it; a set of the future, by another clock, is new', () => {
    expect(overdue({ lastGood: good(12), objectiveSeconds: 86_400 }, NOW)).toBe(0.5);
    expect(overdue({ lastGood: good(-1), objectiveSeconds: 86_400 }, NOW)).toBe(0);
  });
});
