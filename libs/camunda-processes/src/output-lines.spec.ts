import { describe, expect, it } from '@jest/globals';
import { presentable } from './output-lines.ts';

describe('presentable', () => {
  it('keeps the last 200 lines that are not blank', () => {
    const lines = Array.from({ length: 300 }, (_, index) => `line ${index}`);
    expect(presentable(lines.join('\n\n'))).toEqual(lines.slice(100));
    expect(presentable('')).toEqual([]);
  });

  it('shortens a line to 500 characters, and not inside of one', () => {
    expect(presentable('x'.repeat(500))).toEqual(['x'.repeat(500)]);
    expect(presentable('x'.repeat(501))).toEqual([`${'x'.repeat(499)}…`]);
    expect(presentable(`${'x'.repeat(498)}😀😀`)).toEqual([`${'x'.repeat(498)}…`]);
  });

  it('leaves out colours, cursor movements, titles and other control characters', () => {
    expect(
      presentable('\u001b[1;31mred\u001b[0m \u001b]0;title\u0007and\u0000 \u0085b\u001b[2Kell\u0007\tend'),
    ).toEqual(['red and bell  end']);
  });

  it('takes what a progress bar overwrites for lines of their own', () => {
    expect(presentable('10 %\r20 %\r\ndone\n')).toEqual(['10 %', '20 %', 'done']);
  });
});
