import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildCopy } from '../build-copy.ts';
import type { Edit } from './guards.ts';

/** @throws Error when the text to replace does not occur exactly once: the guard has moved, and this edit is out of date */
export function patch(build: BuildCopy, edits: readonly Edit[]): void {
  for (const { file, find, replace } of edits) {
    const path = join(build.directory, 'dist', file);
    const text = readFileSync(path, 'utf8');
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`${file} has ${times} times and not once: ${find}`);
    // A function, for a replacement text may hold a dollar sign.
    writeFileSync(
      path,
      text.replace(find, () => replace),
    );
  }
}
