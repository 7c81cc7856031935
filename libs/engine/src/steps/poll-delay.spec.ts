import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pollDelay } from './poll-delay.ts';

const bounds = { pollMin: 100, pollMax: 5_000, insidePause: false };

describe('pollDelay', () => {
  it('starts at the minimum and grows to the maximum while nothing changes', () => {
    expect(pollDelay(0, bounds, () => 0.5)).toBe(100);
    expect(pollDelay(3, bounds, () => 0.5)).toBeGreaterThan(300);
    expect(pollDelay(1_000, bounds, () => 0.5)).toBe(5_000);
  });

  it('stays below 0.6 s inside the pause, however long nothing changes', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (looks, random) => pollDelay(looks, { ...bounds, insidePause: true }, () => random) <= 600,
      ),
    );
  });
});
