import { describe, expect, it } from '@jest/globals';
import { identityOf, isAlive, parseStat } from './command-processes.ts';

const after = '1 42 42 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 987654 1000 20 18446744073709551615';

describe('parseStat', () => {
  it('reads pid, group and start, whatever the program is called', () => {
    for (const name of ['sh', 'a b', 'x) R 9 9 9', ') ('])
      expect(parseStat(`43 (${name}) S ${after}`)).toEqual({ pid: 43, group: 42, startTicks: 987654 });
  });

  it('takes a process that only waits to be collected for ended', () => {
    expect(parseStat(`43 (sh) Z ${after}`)).toBeNull();
    expect(parseStat(`43 (sh) X ${after}`)).toBeNull();
  });
});

describe('isAlive', () => {
  const own = identityOf(process.pid);

  it('knows a process by its number, its start and the boot', () => {
    expect(isAlive(own)).toBe(true);
    expect(isAlive({ ...own, startTicks: own.startTicks + 1 })).toBe(false);
    expect(isAlive({ ...own, bootId: 'another' })).toBe(false);
    expect(isAlive({ ...own, pid: 4_194_304 + 1 })).toBe(false);
  });
});
