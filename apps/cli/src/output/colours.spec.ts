import { describe, expect, it } from '@jest/globals';
import { coloursFor } from './colours.ts';

describe('coloursFor', () => {
  it('leaves what is not a terminal plain, also where CI is set', () => {
    expect(coloursFor({ isTTY: false }, { CI: 'true' }).green('completed')).toBe('completed');
    expect(coloursFor({}, {}).bold('completed')).toBe('completed');
  });
});
