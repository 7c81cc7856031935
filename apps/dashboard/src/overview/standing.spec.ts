import { describe, expect, it } from '@jest/globals';
import type { AlertView } from '#contracts';
import { alert, clusterOf, good, NOW, RUN, WAITING } from './overview-state.spec-support.ts';
import { countsOf, overdue, standingsOf } from './standing.ts';

/** As a person acknowledged it. */
const taken = (of: AlertView): AlertView => ({
  ...of,
  acknowledged: { by: 'ada', at: '2026-11-25T09:00:00.000Z', note: null },
});

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
    [{ alerts: [taken(alert('critical')), taken(alert('warning'))] }, ['warning']],
    [{ alerts: [taken(alert('warning'))] }, ['fine']],
    [{ lastGood: null }, ['late']],
    [{ lastGood: null, objectiveSeconds: null }, ['fine']],
    [{ lastGood: good(25) }, ['late']],
    [{ lastGood: good(23) }, ['fine']],
  ])('%j: %j', (more, expected) => {
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
