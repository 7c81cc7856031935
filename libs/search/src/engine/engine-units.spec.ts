import { describe, expect, it } from '@jest/globals';
import { bytesOf, durationMs, keptFree } from './engine-units.ts';

describe('durations of the engine', () => {
  it.each([
    ['30d', 30 * 86_400_000],
    ['0ms', 0],
    ['1.5h', 5_400_000],
    ['90s', 90_000],
    ['500micros', 0.5],
  ])('%s is %d ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['', '30', 'd', '30 days', '-1', '1y'])('"%s" is none', (text) => {
    expect(durationMs(text)).toBeNull();
  });
});

describe('sizes of the engine', () => {
  it.each([
    ['150GB', 150 * 2 ** 30],
    ['1.5tb', 1.5 * 2 ** 40],
    ['100b', 100],
  ])('%s is %d bytes', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });

  it.each(['', '-1', '90%', '0.9', '10'])('"%s" is none', (text) => {
    expect(bytesOf(text)).toBeNull();
  });
});

describe('what a watermark keeps free', () => {
  const GB = 2 ** 30;

  it.each([
    ['90%', 100 * GB, '150GB', 10 * GB],
    ['0.75', 100 * GB, '150GB', 25 * GB],
    ['90%', 10_000 * GB, '150GB', 150 * GB],
    ['90%', 10_000 * GB, '-1', 1_000 * GB],
    ['20gb', 100 * GB, '-1', 20 * GB],
    ['100%', 100 * GB, '', 0],
  ])('%s of %d bytes with headroom "%s"', (watermark, total, headroom, kept) => {
    expect(keptFree(watermark, total, headroom)).toBeCloseTo(kept, 0);
  });

  it.each(['', 'much', '150%', '-1'])('"%s" keeps nothing that is known', (watermark) => {
    expect(keptFree(watermark, 100, '-1')).toBeNull();
  });
});
