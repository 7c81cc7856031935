import { describe, expect, it } from '@jest/globals';
import { silenceOf, type Silence } from './silence.ts';

const NOW = 1_000;
const silence = (over: Partial<Silence> = {}): Silence => ({
  kind: null,
  subject: null,
  until: NOW + 1,
  ...over,
});
const alert = { kind: 'schedule-paused', subject: 'nightly' } as const;

describe('a silence', () => {
  it.each([
    ['of the whole cluster', {}, true],
    ['of its kind', { kind: 'schedule-paused' }, true],
    ['of what it is about', { kind: 'schedule-paused', subject: 'nightly' }, true],
    ['of another kind', { kind: 'schedule-missed' }, false],
    ['about something else', { kind: 'schedule-paused', subject: 'weekly' }, false],
    ['that is over', { until: NOW }, false],
  ] as const)('%s holds an alert back: %j %s', (_, over, holds) => {
    expect(silenceOf(alert, [silence(over)], NOW) !== null).toBe(holds);
  });

  it('that lasts the longest is the one that counts', () => {
    const long = silence({ until: NOW + 9 });
    expect(silenceOf(alert, [silence(), long, silence({ until: NOW + 5 })], NOW)).toBe(long);
    expect(silenceOf(alert, [], NOW)).toBeNull();
  });
});
