import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

interface Lock {
  version?: string;
  packages: Record<string, { version?: string }>;
}

/** @returns the whole name of a commit, or null when this clone does not have it */
export function commitOf(root: string, ref: string): string | null {
  const { status, stdout } = git(
    root,
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${ref}^{commit}`,
  );
  return status === 0 ? stdout.trim() : null;
}

/**
 * Builds the apps of a commit, once: a second call finds what the first one left. The work tree is not touched.
 * @returns where the apps are started
 * @throws Error with the output of what failed
 */
export function earlierBuild(root: string, commit: string, say: (text: string) => void): string {
  const directory = join(root, '.holdfast', 'upgrade', commit.slice(0, 12));
  if (existsSync(join(directory, 'dist', '.built'))) return directory;
  const tree = `${directory}.tree`;
  rmSync(directory, { recursive: true, force: true });
  removeTree(root, tree);
  mkdirSync(join(root, '.holdfast', 'upgrade'), { recursive: true });
  say(`Building ${commit.slice(0, 12)} ...`);
  must(git(root, 'worktree', 'add', '--detach', tree, commit), 'git worktree add');
  try {
    const own = install(root, tree);
    const tsc = join(tree, 'node_modules', 'typescript', 'bin', 'tsc');
    must(run(tree, process.execPath, [tsc, '-p', 'tsconfig.build.json']), `the build of ${commit}`);
    keep(tree, directory, own);
  } finally {
    removeTree(root, tree);
  }
  writeFileSync(join(directory, 'dist', '.built'), '');
  return directory;
}

/** @returns whether the commit needed dependencies of its own */
function install(root: string, tree: string): boolean {
  if (dependencies(root) === dependencies(tree)) {
    symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
    return false;
  }
  must(run(tree, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']), 'npm ci');
  return true;
}

/** What the apps need, and no more: jest and the linter must not find a second checkout. */
function keep(tree: string, directory: string, own: boolean): void {
  mkdirSync(directory);
  cpSync(join(tree, 'dist'), join(directory, 'dist'), { recursive: true });
  if (own) renameSync(join(tree, 'node_modules'), join(directory, 'node_modules'));
  const { type, imports } = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ type, imports }));
}

/** The lockfile without the version of Holdfast itself. */
function dependencies(tree: string): string {
  const lock = JSON.parse(readFileSync(join(tree, 'package-lock.json'), 'utf8')) as Lock;
  delete lock.version;
  delete lock.packages['']?.version;
  return JSON.stringify(lock);
}

function removeTree(root: string, tree: string): void {
  // A link to the dependencies must not take them along.
  rmSync(join(tree, 'node_modules'), { recursive: true, force: true });
  rmSync(tree, { recursive: true, force: true });
  git(root, 'worktree', 'prune');
}

type Ended = ReturnType<typeof run>;

function git(root: string, ...words: string[]): Ended {
  return run(root, 'git', words);
}

function run(cwd: string, command: string, words: string[]) {
  return spawnSync(command, words, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}

function must({ status, stdout, stderr, error }: Ended, what: string): void {
  if (status === 0) return;
  throw new Error(`${what} failed: ${error?.message ?? ''}\n${stdout.slice(-2_000)}${stderr.slice(-2_000)}`);
}
