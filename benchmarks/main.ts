import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, comparedText } from './compare.ts';
import { tableOf, type Figure } from './figures.ts';
import { thisMachine } from './machine.ts';
import { readOptions, type Options } from './options.ts';
import { SUITES, type PlannedSuite } from './planned-suites.ts';
import { readResults } from './results.ts';

// Measures Holdfast, and prints tables in Markdown. Nothing else should run on the machine.
//   npm run bench [-- <suite> ...]
//   npm run bench -- --compare <file> <file>
// The figures, with every measurement, are written as JSON into .holdfast/bench.

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measure(wanted: readonly PlannedSuite[]): Promise<void> {
  const machine = thisMachine();
  const { at, commit, cpu, cores, memoryGiB, node, redis } = machine;
  say(`${at}, commit ${commit}: ${cores} cores (${cpu}), ${memoryGiB} GiB, Node ${node}, Redis ${redis}`);
  const minutes = wanted.reduce((sum, each) => sum + each.minutes, 0);
  if (wanted.length > 1) say(`${wanted.length} suites, about ${minutes} minutes`);
  const folder = join('.holdfast', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.replaceAll(/[:.]/g, '-')}.json`);
  const results: { suite: string; figures: Figure[] }[] = [];
  for (const { suite, minutes: each } of wanted) {
    say(`\n### ${suite.name}\n\n${suite.about} About ${each} minutes.\n`);
    const figures = await suite.run();
    results.push({ suite: suite.name, figures });
    // After each, so that one that fails does not take the others' figures with it.
    writeFileSync(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
    say(tableOf(figures));
  }
  say(`\n${file}`);
}

/** @returns whether they agree */
function compareFiles([first, second]: readonly [string, string]): boolean {
  const read = (file: string) => readResults(readFileSync(file, 'utf8'), file);
  const compared = compare(read(first), read(second));
  say(comparedText(compared));
  return compared.comparisons.every(({ verdict }) => verdict !== 'differ');
}

async function main(options: Options): Promise<number> {
  // As diff does: 0 where they agree, 1 where they differ, 2 where they cannot be read.
  if (options.compare !== null) return compareFiles(options.compare) ? 0 : 1;
  const all = options.suites.length === 0;
  const wanted = SUITES.filter(({ suite, onlyByName }) =>
    all ? onlyByName === undefined : options.suites.includes(suite.name),
  );
  await measure(wanted);
  if (all)
    for (const { suite, onlyByName } of SUITES)
      if (onlyByName !== undefined)
        say(`Not measured: ${suite.name}, because ${onlyByName}. npm run bench -- ${suite.name}`);
  return 0;
}

try {
  process.exitCode = await main(
    readOptions(
      process.argv.slice(2),
      SUITES.map(({ suite }) => suite.name),
    ),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
