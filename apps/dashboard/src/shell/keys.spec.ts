import { describe, expect, it } from '@jest/globals';
import { Keys, type Command, type Press } from './keys.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, typing: false, at: 0 },
  ...more,
});
const pressed = (presses: Press[], singleKeys = true): (Command | null)[] => {
  const keys = new Keys();
  return presses.map((each) => keys.press(each, singleKeys));
};

describe('keys', () => {
  it.each([
    [[press('/')], ['find']],
    [[press('?')], ['help']],
    [[press('k', { ctrlKey: true })], ['palette']],
    [[press('K', { metaKey: true })], ['palette']],
    [
      [press('g'), press('c', { at: 1_000 })],
      [null, { go: 'c' }],
    ],
    [
      [press('g'), press('c', { at: 1_600 })],
      [null, null],
    ],
    [
      [press('g'), press('c', { at: 1 }), press('c', { at: 2 })],
      [null, { go: 'c' }, null],
    ],
    [[press('x')], [null]],
  ])('%j: %j', (presses, commands) => {
    expect(pressed(presses)).toEqual(commands);
  });

  it('of a field are text, but for the palette', () => {
    const typed = ['/', '?', 'g', 'c'].map((key) => press(key, { typing: true }));
    expect(pressed(typed)).toEqual([null, null, null, null]);
    expect(pressed([press('k', { ctrlKey: true, typing: true })])).toEqual(['palette']);
  });

  it('with a modifier are those of the browser', () => {
    expect(pressed([press('/', { ctrlKey: true }), press('?', { altKey: true })])).toEqual([null, null]);
  });

  it('alone do nothing where a person switched them off', () => {
    expect(pressed([press('/'), press('g'), press('c'), press('k', { ctrlKey: true })], false)).toEqual([
      ...[null, null, null, 'palette'],
    ]);
  });
});
