import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { escapeHidden, hasHidden, plainLine, plainLines, withoutControls } from './plain-text.ts';

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u001b',
      '\u009b',
      '[',
      ']',
      '0',
      ';',
      'm',
      'J',
      '\u0007',
      '\u202e',
      '\u2066',
      '\n',
      '\r',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('withoutControls', () => {
  it.each([
    ['\u001b]0;PWNED\u0007\u001b[31mRED', 'RED'],
    ['\u001b]8;;http://evil\u001b\\click\u001b]8;;\u001b\\', 'click'],
    ['\u001b]52;c;cm0gLXJm\u0007x', 'x'],
    ['\u001b[2J\u001b[Hcompleted', 'completed'],
    ['\u009b31mred', 'red'],
    ['report\u202egnp.exe', 'reportgnp.exe'],
    ['a\u2066b\u2069c', 'abc'],
    ['a\tb', 'a  b'],
    ['Zürich ✓ 日本 😀', 'Zürich ✓ 日本 😀'],
  ])('makes %j into %j', (given, shown) => expect(withoutControls(given)).toBe(shown));

  it('leaves nothing hidden of any text', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(hasHidden(plainLine(text))).toBe(false);
        expect(plainLines(text).split('\n').some(hasHidden)).toBe(false);
      }),
    );
  });
});

describe('plainLine', () => {
  it('makes one line of several', () => expect(plainLine('x\r\ny\nz\u2028w')).toBe('x y z w'));
});

describe('escapeHidden', () => {
  it('keeps JSON what it is, in characters that show', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const escaped = escapeHidden(JSON.stringify({ [text]: text }));
        expect(JSON.parse(escaped)).toEqual({ [text]: text });
        expect(hasHidden(escaped)).toBe(false);
      }),
    );
  });
});
