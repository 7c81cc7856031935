import { describe, expect, it } from '@jest/globals';
import { ExportingSightings } from './exporting-sightings.ts';

const look = (state: 'running' | 'softPaused' | 'paused' | 'unknown') => ({
  state,
  replicas: [],
  problem: state === 'unknown' ? 'no answer' : null,
});

describe('sightings of exporting', () => {
  it('count a pause from the first look that saw it, through looks that saw nothing', () => {
    const sightings = new ExportingSightings();
    expect(sightings.of('prod')).toBeNull();
    expect(sightings.note('prod', look('running'), 1)).toMatchObject({
      pausedSince: null,
      unknownSince: null,
    });
    expect(sightings.note('prod', look('softPaused'), 2).pausedSince).toBe(2);
    expect(sightings.note('prod', look('unknown'), 3)).toMatchObject({ pausedSince: 2, unknownSince: 3 });
    expect(sightings.note('prod', look('unknown'), 4)).toMatchObject({ pausedSince: 2, unknownSince: 3 });
    expect(sightings.note('prod', look('paused'), 5)).toMatchObject({ pausedSince: 2, unknownSince: null });
    expect(sightings.note('prod', look('running'), 6).pausedSince).toBeNull();
    expect(sightings.of('other')).toBeNull();
  });
});
