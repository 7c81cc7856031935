import { describe, expect, it } from '@jest/globals';
import {
  bytes,
  duration,
  limit,
  localClock,
  localTime,
  plural,
  relative,
  rough,
  ticking,
  zoneOf,
} from './format.ts';

const S = 1_000;
const MIN = 60 * S;
const H = 60 * MIN;

describe('times in words', () => {
  it.each([
    [-5, '0 ms'],
    [0, '0 ms'],
    [999.9, '999 ms'],
    [1_290, '1.2 s'],
    [59_999, '59.9 s'],
    [MIN, '1 min 00 s'],
    [61 * S + 900, '1 min 01 s'],
    [59 * MIN + 59 * S, '59 min 59 s'],
    [H, '1 h 00 min'],
    [25 * H, '1 d 1 h'],
  ])('%s ms took %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('what is under way is shown in whole seconds', () => {
    expect(ticking(1_999)).toBe('1 s');
    expect(ticking(2 * MIN)).toBe('2 min 00 s');
  });

  it.each([
    [59 * S, '59 s'],
    [119 * S, '1 min'],
    [90 * MIN, '1 h 30 min'],
    [2 * H, '2 h'],
    [48 * H, '2 d'],
    [49 * H, '2 d 1 h'],
    [30 * H, '1 d 6 h'],
  ])('an age of %s ms is %s', (ms, text) => {
    expect(rough(ms)).toBe(text);
  });

  it('what is past is ago, and what comes is in', () => {
    expect(relative(0, 5 * MIN)).toBe('5 min ago');
    expect(relative(5 * MIN, 0)).toBe('in 5 min');
  });

  it.each([
    [5, '5 s'],
    [90, '90 s'],
    [900, '15 min'],
    [150, '2.5 min'],
    [7_200, '2 h'],
  ])('a limit of %s s is %s', (seconds, text) => {
    expect(limit(seconds)).toBe(text);
  });
});

describe('local time', () => {
  it('is that of the zone, to the second', () => {
    expect(localTime('2026-07-01T12:00:05.123Z', 'Europe/Berlin')).toBe('2026-07-01 14:00:05');
    expect(localClock('2026-12-01T12:00:05.123Z', 'Europe/Berlin')).toBe('13:00:05');
  });

  it('names the zone as it is then, on both sides of a change of the clock', () => {
    expect(zoneOf(new Date('2026-07-01T12:00:00Z'), 'Asia/Tokyo')).toBe('GMT+9');
    const summer = zoneOf(new Date('2026-10-25T00:59:59Z'), 'Europe/Berlin');
    const winter = zoneOf(new Date('2026-10-25T01:00:00Z'), 'Europe/Berlin');
    expect(summer).not.toBe(winter);
  });
});

describe('sizes and counts', () => {
  it.each([
    [null, '–'],
    [0, '0 B'],
    [999, '999 B'],
    [1_500, '1.5 kB'],
    [2_340_000_000, '2.3 GB'],
  ])('%s bytes are %s', (size, text) => {
    expect(bytes(size)).toBe(text);
  });

  it('one is not many', () => {
    expect(plural(1, 'set')).toBe('1 set');
    expect(plural(0, 'set')).toBe('0 sets');
    expect(plural(1_234, 'entry', 'entries')).toBe('1,234 entries');
  });
});
