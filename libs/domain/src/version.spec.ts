import { describe, expect, it } from '@jest/globals';
import { camundaVersion, hasSoftPause, parseVersion, sameMinor } from './version.ts';

const version = (text: string) => parseVersion(text)!;

describe('hasSoftPause', () => {
  it.each(['8.2.27', '8.3.11', '8.4.7', '8.5.1', '8.6.0', '8.6', '8.10.1'])('is true from %s on', (text) => {
    expect(hasSoftPause(version(text))).toBe(true);
  });
  it.each(['8.1.9', '8.2.26', '8.3.10', '8.4.6', '8.5.0', '8.4', '7.9.0'])('is false for %s', (text) => {
    expect(hasSoftPause(version(text))).toBe(false);
  });
});

describe('parseVersion', () => {
  it('reads minors, patches and pre-releases, and nothing else', () => {
    expect(version('8.6')).toEqual({ major: 8, minor: 6, patch: null });
    expect(version('8.6.0-rc1').patch).toBe(0);
    expect(parseVersion('8')).toBeNull();
    expect(parseVersion('v8.6')).toBeNull();
    expect(sameMinor(version('8.6.0'), version('8.6.31'))).toBe(true);
  });
});

describe('camundaVersion', () => {
  it.each([
    ['3.9.1', 1],
    ['3.10.26', 2],
    ['3.12', 4],
    ['8.5.17', 5],
  ])('of Optimize %s is 8.%d', (text, minor) => {
    expect(camundaVersion(parseVersion(text)!)).toMatchObject({ major: 8, minor });
  });

  it.each(['3.8.0', '3.13.0', '7.20.1'])('of %s is that itself', (text) => {
    expect(camundaVersion(parseVersion(text)!)).toEqual(parseVersion(text));
  });
});
