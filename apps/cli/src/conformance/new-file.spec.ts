import { afterEach, beforeEach, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NewFile } from './new-file.ts';

let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'holdfast-new-file-'));
  path = join(directory, 'made', 'new.json');
  mkdirSync(join(directory, 'made'));
});
afterEach(() => rmSync(directory, { recursive: true }));

async function made(): Promise<NewFile> {
  const file = await NewFile.create(path);
  if ('problem' in file) throw new Error(file.problem);
  return file;
}

it('writes a file that only its owner may read', async () => {
  const file = await made();
  await expect(file.write('text')).resolves.toBeNull();
  await file.discard();
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['text', 0o600]);
});

it('leaves a file alone that exists', async () => {
  writeFileSync(path, 'mine');
  await expect(NewFile.create(path)).resolves.toEqual({
    problem: expect.stringContaining('EEXIST') as unknown,
  });
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

it('leaves nothing behind when it was not written', async () => {
  await (await made()).discard();
  expect(existsSync(path)).toBe(false);
});

it('reports that its directory is gone, although the system still takes what is written', async () => {
  const file = await made();
  rmSync(join(directory, 'made'), { recursive: true });
  await expect(file.write('text')).resolves.toBe('ENOENT');
});

it('reports that another file is there now, and leaves that one', async () => {
  const file = await made();
  writeFileSync(join(directory, 'other'), 'theirs');
  renameSync(join(directory, 'other'), path);
  await expect(file.write('text')).resolves.toBe('another file is there now');
  await file.discard();
  expect(readFileSync(path, 'utf8')).toBe('theirs');
});
