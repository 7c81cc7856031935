import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lastLines } from './command-output.ts';

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
