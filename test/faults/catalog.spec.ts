import { describe, expect, it } from '@jest/globals';
import { fastCases, matrixCases, parseCase, randomPairs } from './catalog.ts';
import { PROFILES } from './profile.ts';

describe('the catalogue', () => {
  it('has every fault where it can happen, each case once', () => {
    const names = matrixCases().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('pause:before/partial-pause');
    expect(names).not.toContain('pause:after/partial-pause');
    expect(names).not.toContain('done-pause:before/hang');
  });

  it('takes points with and without their moment', () => {
    const names = matrixCases({ points: ['pause', 'resume:after'], faults: ['redis-kill'] }).map(
      ({ name }) => name,
    );
    expect(names).toEqual(['pause:before/redis-kill', 'pause:after/redis-kill', 'resume:after/redis-kill']);
  });

  it('finds a case again by its name, and refuses unknown names', () => {
    for (const profile of PROFILES)
      for (const { name } of [...matrixCases({}, profile), ...fastCases(profile)])
        expect(parseCase(name, profile).name).toBe(name);
    expect(() => parseCase('nowhere/redis-kill')).toThrow(/no point "nowhere"/);
    expect(() => parseCase('pause:after/nothing')).toThrow(/no fault "nothing"/);
    expect(() => parseCase('done-pause:after/hang')).toThrow(/cannot happen/);
  });

  it('tries each of the few cases of a version once', () => {
    for (const profile of PROFILES) {
      const names = fastCases(profile).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('draws the same pairs from the same seed, at two points each', () => {
    const draw = (seed: number) => randomPairs(50, seed).map(({ name }) => name);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    for (const { strikes } of randomPairs(50, 3)) {
      expect(strikes).toHaveLength(2);
      expect(strikes[0]?.point.id).not.toBe(strikes[1]?.point.id);
    }
  });

  it('draws no pair of which one fault keeps the other from Redis', () => {
    const effects = randomPairs(2_000, 4).map(({ strikes }) => strikes.map(({ fault }) => fault.redis));
    expect(effects.some((both) => both.includes('occupies'))).toBe(true);
    expect(effects.filter(([one, other]) => one !== undefined && other !== undefined)).toEqual(
      effects.filter(([one, other]) => one === 'touches' && other === 'touches'),
    );
  });
});
