import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { findEngine } from './engine.ts';
import { Lane, type Result } from './lane.ts';
import { HELP, parseOptions, type Options } from './options.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Nothing was tested, and nothing is wrong. */
const NOT_TESTED = 3;

function line({ name, seconds, problems }: Result): string {
  const verdict = problems.length === 0 ? 'ok     ' : 'FAILED ';
  return [`${verdict}  ${name} (${seconds} s)`, ...problems.map((problem) => `         ${problem}`)].join(
    '\n',
  );
}

async function runCases(lane: Lane, options: Options): Promise<Result[]> {
  const results: Result[] = [];
  // What was started must not stay: the case that is under way fails, and the rest is left out.
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (interrupted = true));
  try {
    lane.build();
    for (const { name, base, shared, own } of lane.sizes())
      say(
        `size     ${name.padEnd(30)} ${(base + shared + own).toFixed(0)} MB: ${base.toFixed(0)} of its base image, ` +
          `${shared.toFixed(1)} that all processes share, ${own.toFixed(1)} of its own`,
      );
    for (const name of options.cases) {
      if (interrupted) throw new Error('it was interrupted');
      const result = await lane.run(name);
      results.push(result);
      say(line(result));
    }
  } finally {
    lane.close();
  }
  return results;
}

/** @returns the exit code */
async function run(options: Options): Promise<number> {
  const engine = await findEngine();
  if (typeof engine === 'string') {
    write(options, { passed: 0, failed: 0, skipped: 1, reason: engine, results: [] });
    say(`skipped  images: ${engine}\n\n0 passed, 0 failed, 1 skipped`);
    return NOT_TESTED;
  }
  say(`engine         ${engine.what}`);
  try {
    const results = await runCases(new Lane(engine, say), options);
    const failed = results.filter(({ problems }) => problems.length > 0).length;
    write(options, { passed: results.length - failed, failed, skipped: 0, results });
    say(`\n${results.length - failed} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  } finally {
    await engine.stop();
  }
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
