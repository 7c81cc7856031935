import { describe, expect, it } from '@jest/globals';
import { BACKUP_STATES } from '#domain';
import { asked, choiceIn, RUN_FILTERS, SET_FILTERS, withChoice } from './filters.ts';

describe('a filter', () => {
  it('is in the address, with every state that a set or a run can have', () => {
    for (const state of ['rejected', 'cancelled', 'deleted', 'failed', 'running'] as const)
      expect(choiceIn(`?state=${state}&tab=1`, 'state', SET_FILTERS)).toBe(state);
    for (const state of ['rejected', 'cancelled', 'completed'] as const)
      expect(choiceIn(`?state=${state}`, 'state', RUN_FILTERS)).toBe(state);
  });

  it('is none where the address has none that is known', () => {
    for (const search of ['', '?', '?state=', '?state=nonsense', '?other=failed'])
      expect(choiceIn(search, 'state', SET_FILTERS)).toBe('not deleted');
  });

  it('is written next to what else the address has, and taken out again', () => {
    const choice = { name: 'state', value: 'failed', options: SET_FILTERS } as const;
    expect(withChoice('', choice)).toBe('?state=failed');
    expect(withChoice('?kind=backup&state=partial', choice)).toBe('?kind=backup&state=failed');
    expect(withChoice('?state=failed', { ...choice, value: 'not deleted' })).toBe('');
  });

  it('asks the API for nothing where all are wanted', () => {
    expect(asked('state', 'all')).toEqual({});
    expect(asked('state', 'failed')).toEqual({ state: 'failed' });
    const { state = '' } = asked('state', 'not deleted');
    expect([...state.split(','), 'deleted'].toSorted()).toEqual([...BACKUP_STATES].toSorted());
  });
});
