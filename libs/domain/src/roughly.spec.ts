import { describe, expect, it } from '@jest/globals';
import { roughly } from './roughly.ts';

describe('a count by its first digit', () => {
  it.each([
    [-3, 0],
    [0, 0],
    [9.7, 9],
    [10, 10],
    [19, 10],
    [999, 900],
    [1_000, 1_000],
    [123_456, 100_000],
  ])('of %s is %s', (count, rough) => {
    expect(roughly(count)).toBe(rough);
  });
});
