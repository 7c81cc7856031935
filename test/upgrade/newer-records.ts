import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Redis } from 'ioredis';
import { APPS } from '../faults/apps.ts';
import { Bench, CLUSTER } from '../faults/bench.ts';
import { contentsOf, runKeysOf } from '../support/redis-contents.ts';
import { heldInPause, isExporting, must, newest } from './held-run.ts';
import { logsOf, type Builds } from './replace-all.ts';

const NEWER = 99;
const PAUSE_BUDGET_MS = 20_000;

/** Why a build cannot be tested with a newer version; null when it can. */
export function knowsNoVersion({ earlier }: Builds): string | null {
  const files = readdirSync(join(earlier, 'dist', 'libs', 'domain'), { recursive: true }) as string[];
  const declares = files.some((file) => basename(file) === 'schema-version.js');
  return declares ? null : 'the earlier build is from before records had a version';
}

/**
 * The earlier build finds a run, inside its pause, of a version that it cannot read. It must change nothing of that run,
 * make exporting run again, and report the run. Then the current build, which can read it, ends it.
 * @returns what is wrong
 */
export async function newerRecords(builds: Builds): Promise<string[]> {
  const bench = await Bench.create({ directory: builds.earlier }, `newer-${process.pid}`, {
    pauseBudgetMs: PAUSE_BUDGET_MS,
  });
  const redis = new Redis(bench.redis.url);
  try {
    const { number } = await heldInPause(bench);
    const key = `{holdfast:${CLUSTER}}:run:${number}`;
    await bench.fleet.killAll();
    const version = await redis.hget(key, 'schemaVersion');
    await redis.hset(key, 'schemaVersion', NEWER);
    const before = await contentsOf(bench.redis.url, ...runKeysOf(CLUSTER));
    await bench.fleet.startAll();
    await must(bench, 'exporting runs again', () => isExporting(bench));
    const line = `has schema version ${NEWER}`;
    await must(bench, 'every process reports the version', () =>
      APPS.filter((app) => bench.fleet.has(app)).every((app) => bench.fleet.log(app).includes(line)),
    );
    const problems: string[] = [];
    const status = await bench.api.start();
    if (status !== 503) problems.push(`another backup was answered with ${status}`);
    const after = await contentsOf(bench.redis.url, ...runKeysOf(CLUSTER));
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
      if (before[name] !== after[name]) problems.push(`${name} was changed`);

    await redis.hset(key, 'schemaVersion', version ?? '');
    for (const app of APPS) await bench.fleet.replace(app, builds.current);
    await bench.clearFaults();
    await must(bench, 'the run has ended', async () => (await newest(bench)).phase === 'done');
    if (!isExporting(bench)) problems.push('exporting does not run');
    return problems;
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${logsOf(bench)}`, { cause: error });
  } finally {
    redis.disconnect();
    await bench.close();
  }
}
