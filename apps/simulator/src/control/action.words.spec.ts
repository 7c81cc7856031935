import { describe, expect, it } from '@jest/globals';
import { readAction } from './action.words.ts';

describe('an action on a command line', () => {
  it('is its name and fields, of which numbers and truths are what they look like', () => {
    const words = ['pauseExporting', 'soft=true', 'broker=0', 'ms=1.5', 'name=a=b', 'createdAt=2026-01-01'];
    expect(readAction(words)).toEqual({
      action: 'pauseExporting',
      soft: true,
      broker: 0,
      ms: 1.5,
      name: 'a=b',
      createdAt: '2026-01-01',
    });
  });

  it('can be JSON', () => {
    expect(readAction(['{"action":"wipeBroker","broker":1}'])).toEqual({ action: 'wipeBroker', broker: 1 });
    expect(() => readAction(['{"action":'])).toThrow('This is not JSON');
  });

  it.each([[['broker=0', 'wipeBroker']], [['wipeBroker', 'broker=']], [['wipeBroker', '0']]])(
    'is refused when a word has no meaning: %j',
    (words) => {
      expect(() => readAction(words)).toThrow(/comes first|is not field=value/);
    },
  );
});
