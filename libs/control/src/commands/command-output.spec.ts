import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lastLines, presentable } from './command-output.ts';

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

describe('lastLines', () => {
  const file = (content: string | Buffer) => {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-output-'));
    const path = join(directory, 'output.log');
    writeFileSync(path, content);
    const lines = lastLines(path);
    rmSync(directory, { recursive: true });
    return lines;
  };

  it('reads only the end of a huge file, and no half line', () => {
    const line = `begins ${'é'.repeat(900)}`;
    const lines = file(`${line}\n`.repeat(2000));
    expect(lines).toHaveLength(200);
    expect(new Set(lines)).toEqual(new Set([`${line.slice(0, 499)}…`]));
  });

  it('reads bytes that are no text, and a file that is not there', () => {
    expect(file(Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0x62]))).toEqual(['a��', 'b']);
    expect(lastLines('/no/such/file')).toEqual([]);
  });
});
