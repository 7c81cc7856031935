import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { inLocalTime, localTime } from './format.ts';
import { forPerson } from './printer.ts';

const AT = '2026-11-27T23:03:00.021Z';

/** A process takes its zone from TZ when it starts, so each zone needs one of its own. */
function inZone(zone: string, expression: string): string {
  const script = `import('${new URL('./format.ts', `file://${__dirname}/`).href}').then((m) => console.log(${expression}))`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--no-warnings', '--experimental-transform-types', '-e', script],
    { env: { TZ: zone, NODE_OPTIONS: '' }, encoding: 'utf8' },
  );
  return stdout.trim() || stderr;
}

describe('a moment', () => {
  it.each([
    ['Europe/Berlin', '2026-11-28 00:03:00 CET'],
    ['UTC', '2026-11-27 23:03:00 UTC'],
    ['Asia/Kolkata', '2026-11-28 04:33:00 GMT+5:30'],
  ])('is shown in %s with the name of the zone', (zone, shown) => {
    expect(inZone(zone, `m.localTime('${AT}')`)).toBe(shown);
  });

  it('is that of the date: in summer the zone has another name', () => {
    expect(inZone('Europe/Berlin', `m.localTime('2026-07-01T12:00:00Z')`)).toBe('2026-07-01 14:00:00 CEST');
  });

  it('in a text is on the same clock as in a column', () => {
    const text = `everything that happened after ${AT} is lost`;
    expect(inLocalTime(text)).toBe(`everything that happened after ${localTime(AT, true)} is lost`);
    expect(forPerson(text, {})).not.toContain(AT);
    expect(inLocalTime('2026-99-99T99:99:99Z')).toBe('2026-99-99T99:99:99Z');
  });
});
