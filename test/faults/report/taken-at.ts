import { spawnSync } from 'node:child_process';

/** When and on which code figures were taken: the day, and the commit with a word on whether the tree was changed. */
export function takenAt(now: Date): string {
  const git = (...words: string[]) => spawnSync('git', words, { encoding: 'utf8' });
  const commit = git('rev-parse', '--short', 'HEAD');
  const day = now.toISOString().slice(0, 10);
  if (commit.status !== 0) return `${day}, outside of a repository`;
  const changed = git('status', '--porcelain').stdout.trim() !== '';
  return `${day}, commit ${commit.stdout.trim()}${changed ? ' with changes' : ''}`;
}
