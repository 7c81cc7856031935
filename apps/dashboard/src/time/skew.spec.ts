import { describe, expect, it } from '@jest/globals';
import { SkewEstimate } from './skew.ts';

describe('the difference between two clocks', () => {
  it('is nothing before anything was heard', () => {
    expect(new SkewEstimate().value).toBe(0);
  });

  it('is the greatest that any message proves: the rest of the time it was under way', () => {
    const skew = new SkewEstimate();
    skew.learn(10_000, 4_000);
    skew.learn(11_000, 4_100);
    skew.learn(11_500, 6_000);
    expect(skew.value).toBe(6_900);
  });

  it('is not spoilt by old entries that are replayed', () => {
    const skew = new SkewEstimate();
    skew.learn(100_000, 100_050);
    for (let at = 0; at < 50_000; at += 1_000) skew.learn(at, 100_060);
    expect(skew.value).toBe(-50);
  });

  it('is forgotten after a while, for clocks are set', () => {
    const skew = new SkewEstimate(60_000);
    skew.learn(1_000_000, 0);
    skew.learn(61_000, 61_000);
    expect(skew.value).toBe(0);
  });

  it('is forgotten when our own clock was set back', () => {
    const skew = new SkewEstimate(60_000);
    skew.learn(101_000, 100_000);
    skew.learn(10_000, 10_000);
    expect(skew.value).toBe(0);
  });

  it('does not take what is no time', () => {
    const skew = new SkewEstimate();
    skew.learn(Number.NaN, 5);
    expect(skew.value).toBe(0);
  });
});
