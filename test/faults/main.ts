import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyBuild, removeBuild } from './build-copy.ts';
import { fastCases, matrixCases, parseCase, randomPairs, type Case } from './catalog.ts';
import { FAULTS } from './faults.ts';
import { INVARIANTS } from './invariants/index.ts';
import { HELP, parseOptions, type Options } from './options.ts';
import { pointsOf } from './points.ts';
import { reduced } from './reduce.ts';
import { caseLine, caseReport } from './report/case-text.ts';
import { LEGEND, matrixRows, renderText } from './report/matrix.ts';
import { renderPage } from './report/page.ts';
import { takenAt } from './report/taken-at.ts';
import { summarise, summaryLines } from './report/summary.ts';
import type { CaseResult } from './result.ts';
import { renderTeeth, standLines, toothLines } from './report/teeth-text.ts';
import { sweep } from './sweep.ts';
import { runTeeth } from './teeth/run-teeth.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

function chosenCases(options: Options): Case[] {
  if (options.cases.length > 0) return options.cases.map((name) => parseCase(name, options.profile));
  if (options.fast) return fastCases(options.profile);
  const wanted = {
    ...(options.points && { points: options.points }),
    ...(options.faults && { faults: options.faults }),
  };
  return matrixCases(wanted, options.profile);
}

function showList({ profile }: Options): void {
  say('points:');
  for (const { id } of pointsOf(profile)) say(`  ${id}`);
  say('faults:');
  for (const { id, short } of FAULTS) say(`  ${short.padEnd(6)} ${id}`);
  say(`${matrixCases({}, profile).length} cases in all`);
}

/** @returns the exit code */
async function run(options: Options): Promise<number> {
  const cases = [...chosenCases(options), ...randomPairs(options.pairs, options.seed, options.profile)];
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());
  const build = copyBuild(ROOT, String(process.pid));
  const { profile } = options;
  say(`${cases.length} cases on ${profile.name}, ${options.jobs} at a time; seed ${options.seed}`);
  const startedAt = Date.now();
  try {
    let count = 0;
    const { signal } = ending;
    const common = { build, profile, jobs: options.jobs, after: options.after, signal };
    const results = await sweep(cases, {
      ...common,
      onResult: (result) => {
        if (result.name !== 'undisturbed') count += 1;
        say(`${`${count}/${cases.length}`.padStart(9)}  ${caseLine(result)}`);
      },
    });
    report(options, results, Date.now() - startedAt);
    const bad = results.filter(({ letter }) => letter === '!');
    for (const result of bad) {
      const reproduction = signal.aborted ? result.name : await reduced(result, common);
      say(`\n${caseReport(result, reproduction)}`);
    }
    return bad.length > 0 || signal.aborted ? 1 : 0;
  } finally {
    removeBuild(build);
  }
}

function report(options: Options, results: readonly CaseResult[], tookMs: number): void {
  const axes = { points: pointsOf(options.profile).map(({ id }) => id), faults: FAULTS };
  const rows = matrixRows(results, axes);
  const summary = summarise(results, tookMs);
  if (rows.length > 1) say(`\n${renderText(rows)}\n\n${LEGEND}`);
  say(`\n${summaryLines(summary).join('\n')}`);
  const json = `${JSON.stringify({ seed: options.seed, summary, results }, null, 1)}\n`;
  writeFileSync(options.json ?? join(ROOT, '.holdfast', 'fault-sweep.json'), json);
  if (!options.page) return;
  const invariants = INVARIANTS.map(({ id, title }) => `**${id}** ${title}`);
  const faults = FAULTS.map(({ id, short }) => `${short} = ${id}`);
  writeFileSync(
    options.page,
    renderPage(rows, summary, { invariants, faults, seed: options.seed, takenAt: takenAt(new Date()) }),
  );
}

async function teeth(options: Options): Promise<number> {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());
  const found = await runTeeth({
    root: ROOT,
    jobs: options.jobs,
    signal: ending.signal,
    onTooth: (tooth) => say(toothLines(tooth).join('\n')),
    onStand: (stand) => say(standLines(stand).join('\n')),
  });
  const blunt = found.teeth.filter(({ caught }) => caught === null).length;
  const weak = found.stands.filter(({ seen }) => seen.length > 0).length;
  say(`\n${found.teeth.length - blunt} of ${found.teeth.length} guards are missed when they are gone`);
  say(`${found.stands.length - weak} of ${found.stands.length} resumers are enough alone`);
  if (options.page) writeFileSync(options.page, renderTeeth(found));
  return blunt + weak > 0 || ending.signal.aborted ? 1 : 0;
}

async function main(): Promise<number> {
  if (process.argv.includes('--help')) {
    say(HELP);
    return 0;
  }
  const options = parseOptions(process.argv.slice(2), Math.floor(Math.random() * 1_000_000));
  if (options.list) {
    showList(options);
    return 0;
  }
  if (!existsSync(join(ROOT, 'dist', 'apps'))) throw new Error('there is no build; run `npm run build`');
  return options.teeth ? teeth(options) : run(options);
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
