import { describe, expect, it } from '@jest/globals';
import { parseArguments } from './arguments.ts';

const read = (line: string, env = {}) => parseArguments(line.split(' ').filter(Boolean), env);

describe('parseArguments', () => {
  it('reads a backup with its options', () => {
    expect(read('backup prod --id 42 --attach --url http://h:1/')).toEqual({
      kind: 'backup',
      cluster: 'prod',
      backupId: 42,
      attach: true,
      url: 'http://h:1',
    });
    expect(read('backup prod', { HOLDFAST_URL: 'http://x:2' })).toMatchObject({
      url: 'http://x:2',
      backupId: null,
      attach: false,
    });
  });

  it.each([
    ['', /Unknown command/],
    ['restore prod', /Unknown command: restore/],
    ['backup', /Which cluster/],
    ['backup prod other', /one too many/],
    ['backup prod --force', /Unknown option: --force/],
    ['backup prod --id', /--id needs a value/],
    ['backup prod --id 0', /positive integer/],
    ['backup prod --id 1.5', /positive integer/],
    ['backup prod --url nonsense', /not an address/],
  ])('says what is wrong with "%s"', (line, message) => {
    const parsed = read(line);
    expect(parsed.kind).toBe('usage');
    expect(parsed.kind === 'usage' && parsed.message).toMatch(message);
  });
});
