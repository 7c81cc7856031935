import { describe, expect, it } from '@jest/globals';
import { causesInWords, groupFailures } from './check-groups.ts';
import type { PreflightCheck } from './preflight-check.ts';
import type { ConnectionTrouble } from './unreached.ts';

function unreached(
  name: string,
  address: string,
  trouble: ConnectionTrouble = 'unknown-host',
): PreflightCheck {
  const message = `${name} failed: the host name is not known.`;
  return {
    name,
    component: 'zeebe',
    ok: false,
    message,
    remedy: 'Start it.',
    unreached: { address, trouble },
  };
}

const FULL: PreflightCheck = {
  ...{ name: 'pause-room', component: 'zeebe', ok: false },
  ...{ message: 'the disks have no room.', remedy: 'Add a disk.' },
};

describe('failed checks', () => {
  it('are one problem where they fail for addresses with the same trouble', () => {
    const checks = [
      unreached('zeebe-version', 'zeebe:9600'),
      FULL,
      unreached('zeebe-topology', 'zeebe:9600'),
      unreached('operate-version', 'operate:8080'),
      { ...FULL, name: 'fine', ok: true },
    ];
    const groups = groupFailures(checks);
    expect(groups.map(({ message, checks: of }) => [message, of.map(({ name }) => name)])).toEqual([
      [
        '2 addresses cannot be resolved: zeebe:9600, operate:8080; 3 checks could not run',
        ['zeebe-version', 'zeebe-topology', 'operate-version'],
      ],
      ['the disks have no room.', ['pause-room']],
    ]);
    expect(groups.map(({ remedy }) => remedy)).toEqual([
      'Correct the addresses in the configuration, or the name service that this process uses.',
      'Add a disk.',
    ]);
  });

  it('name one address without a count, and keep other troubles apart', () => {
    const checks = [
      unreached('a', 'zeebe:9600'),
      unreached('b', 'zeebe:9600'),
      unreached('c', 'elastic:9200', 'refused'),
    ];
    expect(causesInWords(checks)).toBe(
      'zeebe:9600 cannot be resolved; 2 checks could not run; c: c failed: the host name is not known',
    );
  });

  it('are put into one line without a period before a semicolon', () => {
    expect(causesInWords([FULL, { ...FULL, name: 'other', message: 'also full' }])).toBe(
      'pause-room: the disks have no room; other: also full',
    );
    expect(causesInWords([{ ...FULL, ok: true }])).toBe('');
  });
});
