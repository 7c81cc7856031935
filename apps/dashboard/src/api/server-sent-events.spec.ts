import { describe, expect, it } from '@jest/globals';
import { EventParser } from './server-sent-events.ts';

describe('server-sent events', () => {
  it('are taken apart, whatever pieces they arrive in', () => {
    const text =
      'id: 1-0\nevent: step-done\ndata: {"a":1}\n\n: still here\n\nid: 2-0\nevent: x\ndata: {}\n\n';
    const whole = new EventParser().push(text);
    const parser = new EventParser();
    const pieces = Array.from(text).flatMap((character) => parser.push(character));
    expect(pieces).toEqual(whole);
    expect(whole).toEqual([
      { id: '1-0', event: 'step-done', data: '{"a":1}' },
      { id: '2-0', event: 'x', data: '{}' },
    ]);
  });

  it('keep colons and several lines of data', () => {
    expect(new EventParser().push('data: a: b\ndata:c\n\n')).toEqual([
      { id: null, event: 'message', data: 'a: b\nc' },
    ]);
  });

  it('that are cut off are not passed on', () => {
    expect(new EventParser().push('id: 3-0\ndata: half')).toEqual([]);
  });
});
