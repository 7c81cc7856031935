import { describe, expect, it } from '@jest/globals';
import { ObservedExporting } from './observed-exporting.ts';

const look = (state: 'running' | 'softPaused' | 'paused' | 'unknown') => ({
  state,
  replicas: [],
  problem: state === 'unknown' ? 'no answer' : null,
});

describe('sightings of exporting', () => {
  it('count a pause from the first look that saw it, through looks that saw nothing', () => {
    const observations = new ObservedExporting();
    expect(observations.of('prod')).toBeNull();
    expect(observations.note('prod', look('running'), 1)).toMatchObject({
      pausedSince: null,
      unknownSince: null,
    });
    expect(observations.note('prod', look('softPaused'), 2).pausedSince).toBe(2);
    expect(observations.note('prod', look('unknown'), 3)).toMatchObject({ pausedSince: 2, unknownSince: 3 });
    expect(observations.note('prod', look('unknown'), 4)).toMatchObject({ pausedSince: 2, unknownSince: 3 });
    expect(observations.note('prod', look('paused'), 5)).toMatchObject({
      pausedSince: 2,
      unknownSince: null,
    });
    expect(observations.note('prod', look('running'), 6).pausedSince).toBeNull();
    expect(observations.of('other')).toBeNull();
  });
});
