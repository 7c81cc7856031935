import { describe, expect, it } from '@jest/globals';
import { roughly } from './roughly.ts';

describe('the order of magnitude of a count', () => {
  it.each([
    [-3, 0],
    [0, 0],
    [99, 0],
    [100, 100],
    [999, 100],
    [1_000, 1_000],
    [999_999, 100_000],
    [1_000_000, 1_000_000],
  ])('of %s is %s', (count, rough) => {
    expect(roughly(count)).toBe(rough);
  });
});
