import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runProgram } from './program.ts';
import { Session, type Streams } from './session.ts';

describe('--version', () => {
  it('shows the version of the package, and asks no Holdfast', async () => {
    const path = join(import.meta.dirname, '..', '..', '..', 'package.json');
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
    const stdout = new PassThrough();
    const streams = {
      stdin: new PassThrough(),
      stdout,
      stderr: new PassThrough(),
      onInterrupt: () => undefined,
    };
    const code = await runProgram(new Session(streams as unknown as Streams), ['--version']);
    expect(code).toBe(0);
    expect(String(stdout.read())).toBe(`${version}\n`);
  });
});
