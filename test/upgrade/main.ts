import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyBuild, removeBuild } from '../faults/build-copy.ts';
import { commitOf, earlierBuild } from './earlier-build.ts';
import { knowsNoVersion, newerRecords } from './newer-records.ts';
import { DEFAULT_FROM, HELP, parseOptions, type CaseName, type Options } from './options.ts';
import { ORDERS, replaceAll, type Builds } from './replace-all.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Nothing was tested, and nothing is wrong. */
const NOT_TESTED = 3;

interface Result {
  readonly name: CaseName;
  readonly seconds: number;
  /** What is wrong. */
  readonly problems: readonly string[];
  /** Why it was not run. */
  readonly skipped: string | null;
}

async function runCase(name: CaseName, builds: Builds): Promise<Result> {
  const startedAt = performance.now();
  const ended = (problems: readonly string[], skipped: string | null = null): Result => ({
    ...{ name, problems, skipped },
    seconds: Math.round((performance.now() - startedAt) / 1000),
  });
  try {
    if (name !== 'newer-records') return ended(await replaceAll(builds, ORDERS[name]));
    const reason = knowsNoVersion(builds);
    return reason === null ? ended(await newerRecords(builds)) : ended([], reason);
  } catch (error) {
    return ended([(error as Error).message]);
  }
}

function line({ name, seconds, problems, skipped }: Result): string {
  if (skipped !== null) return `skipped  ${name}: ${skipped}`;
  const verdict = problems.length === 0 ? 'ok     ' : 'FAILED ';
  return [`${verdict}  ${name} (${seconds} s)`, ...problems.map((problem) => `         ${problem}`)].join(
    '\n',
  );
}

/** @returns the exit code */
async function run(options: Options): Promise<number> {
  const commit = commitOf(ROOT, options.from);
  if (commit === null) return missing(options);
  say(`from ${options.from} (${commit.slice(0, 12)}) to this checkout`);
  const earlier = earlierBuild(ROOT, commit, say);
  const current = copyBuild(ROOT, `upgrade-${process.pid}`);
  const results: Result[] = [];
  try {
    for (const name of options.cases) {
      const result = await runCase(name, { earlier, current: current.directory });
      results.push(result);
      say(line(result));
    }
  } finally {
    removeBuild(current);
  }
  const failed = results.filter(({ problems }) => problems.length > 0).length;
  const skipped = results.filter((result) => result.skipped !== null).length;
  const passed = results.length - failed - skipped;
  write(options, { from: options.from, commit, passed, failed, skipped, results });
  say(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  if (failed > 0) return 1;
  return passed > 0 ? 0 : NOT_TESTED;
}

function missing(options: Options): number {
  if (options.from !== DEFAULT_FROM)
    throw new Error(`there is no commit or tag ${options.from} in this clone; fetch it, or name another one`);
  const reason = `there is no tag ${DEFAULT_FROM} in this clone: fetch the tags (git fetch --tags --unshallow), or name a commit with --from`;
  write(options, { from: options.from, commit: null, passed: 0, failed: 0, skipped: 1, reason, results: [] });
  say(`skipped  rolling upgrade: ${reason}\n\n0 passed, 0 failed, 1 skipped`);
  return NOT_TESTED;
}

function write({ json }: Options, summary: Record<string, unknown>): void {
  if (json === undefined) return;
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(summary, null, 1)}\n`);
}

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes('--help')) {
    say(HELP);
    return 0;
  }
  return run(parseOptions(words));
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
