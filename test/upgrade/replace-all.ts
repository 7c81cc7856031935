import { APPS, type AppName } from '../faults/apps.ts';
import { Bench } from '../faults/bench.ts';
import type { CaseRecord } from '../faults/case-record.ts';
import { breachesOf } from '../faults/invariants/index.ts';
import { heldInPause, isPaused, must, newest } from './held-run.ts';

/** Six processes are replaced inside one pause, each within the grace time of a worker that is down. */
const PAUSE_BUDGET_MS = 240_000;
const STEPS = { workerGrace: '90s' };

export interface Builds {
  readonly earlier: string;
  readonly current: string;
}

const workers = APPS.filter((app) => app !== 'coordinator');
export const ORDERS: Record<'workers-first' | 'coordinator-first', readonly AppName[]> = {
  'workers-first': [...workers, 'coordinator'],
  'coordinator-first': ['coordinator', ...workers],
};

/**
 * A backup of the earlier build is inside its pause while every process is replaced by the current build. It must complete,
 * and so must the next one.
 * @returns what is wrong; nothing when all is well
 */
export async function replaceAll(builds: Builds, order: readonly AppName[]): Promise<string[]> {
  const bench = await Bench.create(
    { directory: builds.earlier },
    `upgrade-${order[0] ?? ''}-${process.pid}`,
    {
      pauseBudgetMs: PAUSE_BUDGET_MS,
      steps: STEPS,
    },
  );
  try {
    const startedAt = Date.now();
    const held = await heldInPause(bench);
    for (const app of order) await bench.fleet.replace(app, builds.current);
    const problems = isPaused(bench) ? [] : ['exporting was resumed before the run was released'];
    await bench.clearFaults();
    await ended(bench);
    const next = await anotherRun(bench);
    const record = await recordOf(bench, startedAt);
    for (const { run } of record.runs)
      if (run.outcome !== 'completed')
        problems.push(`run ${run.number} is ${run.outcome ?? run.phase}: ${run.failure?.message ?? ''}`);
    const numbers = record.runs.map(({ run }) => run.number);
    if (!numbers.includes(held.number) || !numbers.includes(next))
      problems.push(`runs on record: ${numbers.join()}`);
    return [...problems, ...breachesOf(record).map(({ invariant, message }) => `${invariant}: ${message}`)];
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${logsOf(bench)}`, { cause: error });
  } finally {
    await bench.close();
  }
}

async function ended(bench: Bench): Promise<void> {
  await must(bench, 'the run has ended', async () => (await newest(bench)).phase === 'done');
}

async function anotherRun(bench: Bench): Promise<number> {
  const before = await newest(bench);
  const status = await bench.api.start();
  if (status !== 202) throw new Error(`the next backup was answered with ${status}`);
  await must(bench, 'another run has started', async () => (await newest(bench)).number !== before.number);
  await ended(bench);
  return (await newest(bench)).number;
}

/** Everything that the invariants of the sweep are checked against. */
async function recordOf(bench: Bench, startedAt: number): Promise<CaseRecord> {
  const runs = (await bench.api.runs()) ?? [];
  return {
    injections: [],
    effects: bench.effects(),
    allEffects: bench.effects(),
    state: structuredClone(bench.state),
    runs: await Promise.all(runs.map(async (run) => ({ run, journal: await bench.api.journal(run.number) }))),
    lock: await bench.api.lock(),
    lives: bench.fleet.lives.map((life) => ({ ...life })),
    flushes: [],
    setbacks: [],
    profile: bench.profile,
    neighbour: bench.neighbour,
    pauseBudgetMs: PAUSE_BUDGET_MS,
    startedAt,
    endedAt: Date.now(),
  };
}

export function logsOf(bench: Bench): string {
  return APPS.map((app) => `--- ${app}\n${bench.fleet.log(app).slice(-3_000)}`).join('\n');
}
