import { describe, expect, it } from '@jest/globals';
import { bytes, span } from './format.ts';

describe('span', () => {
  it.each([
    [0.4, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [7199, '119 min'],
    [7200, '2 h'],
    [172_799, '47 h'],
    [172_800, '2 d'],
    [null, '–'],
  ])('says %s seconds as %s', (given, message) => expect(span(given)).toBe(message));
});

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345_678, '12.3 MB'],
    [null, '–'],
  ])('says %s as %s', (given, message) => expect(bytes(given)).toBe(message));
});
