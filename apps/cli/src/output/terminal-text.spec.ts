import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { Printer } from './printer.ts';
import { forTerminal, shownAnswer } from './terminal-text.ts';

const HOSTILE = '\u001b]0;PWNED\u0007\u001b[31mRED\u001b[2J\u202egnp.exe\u009b1m';

async function printed(output: 'table' | 'json' | 'yaml', value: unknown): Promise<string> {
  let text = '';
  const printer = await Printer.create(output, { write: (more) => (text += more) });
  printer.print(value, () => String(value));
  return text;
}

describe('forTerminal', () => {
  it('leaves our colours and line ends, and no other control', () => {
    expect(forTerminal(`\u001b[32mcompleted\u001b[39m  \u001b]0;x\u0007kept\n${HOSTILE}\n`)).toBe(
      '\u001b[32mcompleted\u001b[39m  kept\n\u001b[31mREDgnp.exe\n',
    );
  });
});

describe('shownAnswer', () => {
  it('makes names and values one line without controls and colours, and leaves instructions their lines', () => {
    expect(
      shownAnswer({
        labels: { 'a\nb': 'x\r\ny', [HOSTILE]: HOSTILE },
        list: [HOSTILE, 1, null],
        waitingFor: { instruction: 'one\ntwo\u001b[2J' },
      }),
    ).toEqual({
      labels: { 'a b': 'x y', 'REDgnp.exe': 'REDgnp.exe' },
      list: ['REDgnp.exe', 1, null],
      waitingFor: { instruction: 'one\ntwo' },
    });
  });
});

describe('Printer', () => {
  // eslint-disable-next-line no-control-regex -- what must not come out
  const HIDDEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  const value = { [HOSTILE]: HOSTILE, plain: 'text' };

  it('escapes in JSON and YAML what would do something in a terminal, and changes nothing', async () => {
    const json = await printed('json', value);
    expect(json).not.toMatch(HIDDEN);
    expect(JSON.parse(json)).toEqual(value);
    const yaml = await printed('yaml', value);
    expect(yaml).not.toMatch(HIDDEN);
    expect(parse(yaml)).toEqual(value);
  });
});
