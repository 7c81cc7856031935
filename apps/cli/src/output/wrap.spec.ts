import { describe, expect, it } from '@jest/globals';
import { cellsOf, wrap } from './wrap.ts';

const RED = '\u001b[31m';
const NO_COLOUR = '\u001b[39m';

describe('a text on a screen', () => {
  it('is broken between words only, and continues below its own indentation', () => {
    const lines = wrap('  - the disks of the brokers fill up while exporting is paused', 30).split('\n');
    expect(lines).toEqual(['  - the disks of the brokers', '    fill up while exporting is', '    paused']);
    expect(wrap('short\n\nlines stay', 30)).toBe('short\n\nlines stay');
  });

  it('keeps a word whole that is longer than the screen, and what is in backticks', () => {
    expect(wrap('see camunda_zeebe_records_backup_1795820309 there', 20)).toBe(
      'see\n  camunda_zeebe_records_backup_1795820309\n  there',
    );
    expect(wrap('Resume it with `holdfast exporting resume prod` now', 24)).toBe(
      'Resume it with\n  `holdfast exporting resume prod`\n  now',
    );
  });

  it('keeps a command whole that is to be typed', () => {
    const command = 'holdfast restore run prod 5 --plan 7 --hash abababab';
    expect(wrap(`Run it: ${command}`, 30)).toBe(`Run it:\n  ${command}`);
  });

  it('ends a colour with the line, so that nothing next to it is painted', () => {
    const painted = `${RED}the first and the second line${NO_COLOUR} end`;
    expect(wrap(painted, 16, 0).split('\n')).toEqual([
      `${RED}the first and${NO_COLOUR}`,
      `${RED}the second line${NO_COLOUR}`,
      'end',
    ]);
    expect(
      wrap(painted, 16)
        .split('\n')
        .every((line) => cellsOf(line) <= 17),
    ).toBe(true);
  });

  it('is left alone where no screen is', () => {
    const long = 'word '.repeat(100).trim();
    expect(wrap(long, Infinity)).toBe(long);
  });
});
