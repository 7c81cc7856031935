import { describe, expect, it } from '@jest/globals';
import * as commands from './commands.ts';

const definitions = Object.values(commands).map(({ definition }) => definition);

/** The greatest index with which a script reads one of its lists by a number. */
function greatest(list: 'KEYS' | 'ARGV', lua: string): number {
  return Math.max(
    ...[...lua.matchAll(new RegExp(`\\b${list}\\[(\\d+)\\]`, 'g'))].map(([, index]) => Number(index)),
  );
}

describe('scripts', () => {
  it.each(definitions.map((definition) => [definition.name, definition] as const))(
    '%s gets as many keys and arguments as its text reads',
    (_, { lua, keys, optionalKeys = [], args }) => {
      // It removes all keys after its first one.
      const read = lua.includes('#KEYS do') ? 1 + optionalKeys.length : greatest('KEYS', lua);
      expect([keys.length + optionalKeys.length, args.length]).toEqual([read, greatest('ARGV', lua)]);
    },
  );

  it('have a name each', () => {
    const names = definitions.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
