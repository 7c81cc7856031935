import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableOf, type Figure, type Suite } from './figures.ts';
import { thisMachine } from './machine.ts';
import { byHandSuite } from './suites/by-hand.ts';
import { footprintSuite } from './suites/footprint.ts';
import { idleSuite } from './suites/idle.ts';
import { manySuite } from './suites/many.ts';

// Measures Holdfast, and prints tables in Markdown. Nothing else should run on the machine.
//   npm run bench [-- <suite> ...]
// The figures, with every measurement, are written as JSON into .holdfast/bench.

const SUITES: readonly Suite[] = [byHandSuite, manySuite, footprintSuite, idleSuite];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !SUITES.some((suite) => suite.name === name));
if (unknown.length > 0) {
  const known = SUITES.map(({ name }) => name).join(', ');
  process.stderr.write(`There is no suite ${unknown.join(', ')}; suites are ${known}.\n`);
  process.exit(2);
}

const machine = thisMachine();
const { at, commit, cpu, cores, memoryGiB, node, redis } = machine;
process.stdout.write(
  `${at}, commit ${commit}: ${cores} cores (${cpu}), ${memoryGiB} GiB, Node ${node}, Redis ${redis}\n`,
);
const results: { suite: string; figures: Figure[] }[] = [];
for (const suite of SUITES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  process.stdout.write(`\n### ${suite.name}\n\n${suite.about}\n\n`);
  const figures = await suite.run();
  results.push({ suite: suite.name, figures });
  process.stdout.write(`${tableOf(figures)}\n`);
}
const folder = join('.holdfast', 'bench');
mkdirSync(folder, { recursive: true });
const file = join(folder, `${at.replaceAll(/[:.]/g, '-')}.json`);
writeFileSync(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
process.stdout.write(`\n${file}\n`);
