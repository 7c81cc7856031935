import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecordingFile } from './recording-file.ts';
import { RECORDING_BOUNDS } from './recording.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-recording-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

it('reads a file', async () => {
  writeFileSync(join(directory, 'there.json'), '{}');
  await expect(readRecordingFile(join(directory, 'there.json'))).resolves.toEqual({ text: '{}' });
});

it.each([
  ['that is not there', 'nowhere.json', 'cannot be read (ENOENT)'],
  ['that is a directory', '.', 'not a regular file'],
  ['that never ends', '/dev/zero', 'not a regular file'],
])('does not read one %s', async (_, name, problem) => {
  const path = name.startsWith('/') ? name : join(directory, name);
  await expect(readRecordingFile(path)).resolves.toEqual({
    problems: [expect.stringContaining(problem) as unknown],
  });
});

it('does not read one that would fill the memory', async () => {
  const path = join(directory, 'large.json');
  writeFileSync(path, '');
  truncateSync(path, RECORDING_BOUNDS.bytes + 1);
  await expect(readRecordingFile(path)).resolves.toEqual({ problems: ['it is larger than 64 MiB'] });
});
