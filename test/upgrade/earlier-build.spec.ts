import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitOf } from './earlier-build.ts';

let clone: string;
const git = (...words: string[]): string => {
  const as = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'tag.gpgsign=false'];
  return execFileSync('git', [...as, ...words], { cwd: clone, encoding: 'utf8' }).trim();
};
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'holdfast-clone-'));
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--no-gpg-sign', '-m', 'first');
});
afterEach(() => rmSync(clone, { recursive: true }));

describe('the commit to upgrade from', () => {
  it('is that of a tag, also of an annotated one', () => {
    git('tag', 'v0.2.0', '-m', 'release');
    expect(commitOf(clone, 'v0.2.0')).toBe(git('rev-parse', 'HEAD'));
    expect(commitOf(clone, 'HEAD')).toBe(git('rev-parse', 'HEAD'));
  });

  it('is none in a clone without tags, and outside of a clone', () => {
    expect(commitOf(clone, 'v0.2.0')).toBeNull();
    expect(commitOf(clone, '--all')).toBeNull();
    rmSync(join(clone, '.git'), { recursive: true });
    expect(commitOf(clone, 'HEAD')).toBeNull();
  });
});
