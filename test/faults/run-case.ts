import type { Run } from '#contracts';
import type { Bench } from './bench.ts';
import type { CaseRecord, Injection, ReportedRun } from './case-record.ts';
import type { Fault } from './fault.ts';
import type { Point } from './points.ts';
import { PAUSE_BUDGET_MS, QUIET_MS, REST_MS } from './timing.ts';

export interface Strike {
  readonly point: Point;
  readonly fault: Fault;
}

/** How long a case waits at first: when a run fails early, nothing may have been injected yet. */
const SETTLE_MS = 5_000;

interface Progress {
  readonly injections: Injection[];
  /** Restarts and the like that are still to come. */
  readonly aftermaths: Promise<void>[];
  pending: number;
  lastAt: number;
  /** Of the test itself: a fault that could not be made. */
  readonly troubles: Error[];
}

/** Runs one case on a bench and returns its record. Without strikes it is an undisturbed run. */
export async function runCase(bench: Bench, strikes: readonly Strike[]): Promise<CaseRecord> {
  await bench.repair();
  if (!(await bench.until(() => atRest(bench, () => true), REST_MS)))
    throw new Error('the bench is not at rest');
  const known = new Set(((await bench.api.runs(100)) ?? []).map(({ number }) => number));
  const mark = bench.mark();
  const startedAt = Date.now();
  const progress = arm(bench, strikes);
  let posted = false;
  void bench.api.start().then(() => (posted = true));
  await untilRest(
    bench,
    progress,
    () => posted,
    (run) => !known.has(run.number),
  );
  bench.breakpoints.clear();
  if (progress.troubles[0]) throw progress.troubles[0];
  const [lock, runs] = await Promise.all([bench.api.lock(), reported(bench, known)]);
  bench.casesRun += 1;
  return {
    injections: progress.injections,
    effects: bench.effects(mark),
    allEffects: bench.effects(),
    state: structuredClone(bench.state),
    runs,
    lock,
    lives: bench.fleet.lives.map((life) => ({ ...life })),
    flushes: bench.flushes.filter((at) => at >= startedAt),
    setbacks: bench.setbacks.filter(({ from }) => from >= startedAt),
    profile: bench.profile,
    neighbour: bench.neighbour,
    pauseBudgetMs: PAUSE_BUDGET_MS,
    startedAt,
    endedAt: Date.now(),
  };
}

function arm(bench: Bench, strikes: readonly Strike[]): Progress {
  const injections = strikes.map(({ point, fault }): Injection => ({
    point: point.id,
    fault: fault.id,
    at: null,
    app: null,
  }));
  const progress: Progress = { injections, aftermaths: [], pending: 0, lastAt: Date.now(), troubles: [] };
  strikes.forEach(({ point, fault }, index) => {
    bench.breakpoints.arm(point, fault.early ? 'before' : point.moment, async (hit) => {
      const injection = injections[index];
      if (injection) Object.assign(injection, { at: Date.now(), app: hit.app });
      progress.pending += 1;
      try {
        const { drop, aftermath } = await fault.inject(bench, hit);
        if (aftermath) await follow(progress, aftermath);
        return drop === true ? 'drop' : undefined;
      } catch (error) {
        progress.troubles.push(new Error(`${fault.id} could not be injected`, { cause: error }));
        return undefined;
      } finally {
        progress.pending -= 1;
        progress.lastAt = Date.now();
      }
    });
  });
  return progress;
}

/** The aftermath runs alongside the run; the case waits for it only at its end. */
function follow(progress: Progress, aftermath: Promise<void>): Promise<void> {
  progress.pending += 1;
  const ended = aftermath
    // What does not come back is started again before the next case; here only the end counts.
    .catch(() => undefined)
    .then(() => {
      progress.pending -= 1;
      progress.lastAt = Date.now();
    });
  progress.aftermaths.push(ended);
  return Promise.resolve();
}

async function untilRest(
  bench: Bench,
  progress: Progress,
  isPosted: () => boolean,
  isMine: (run: Run) => boolean,
): Promise<void> {
  let quietSince: number | null = null;
  const settled = async (): Promise<boolean> => {
    const quiet = isPosted() && progress.pending === 0 && (await atRest(bench, isMine));
    quietSince = quiet ? (quietSince ?? performance.now()) : null;
    return quietSince !== null && performance.now() - quietSince >= QUIET_MS;
  };
  // The limit counts from the last injection, not from the beginning of the case.
  for (;;) {
    const left = progress.lastAt + REST_MS + SETTLE_MS - Date.now();
    if (left <= 0 && progress.pending === 0) return;
    if (await bench.until(settled, Math.max(Math.min(left, 2_000), 200))) return;
  }
}

async function atRest(bench: Bench, isMine: (run: Run) => boolean): Promise<boolean> {
  if (!clusterAtRest(bench)) return false;
  const lock = await bench.api.lock();
  if (lock !== null) return false;
  const runs = await bench.api.runs(5);
  return runs?.filter(isMine).every(({ phase }) => phase === 'done') ?? false;
}

/** Exporting runs, and nothing is being taken: neither a snapshot nor a Zeebe backup, nor is a part still to come. */
function clusterAtRest(bench: Bench): boolean {
  const { zeebe, webApps, elasticsearch, stopped, agenda } = bench.state;
  return (
    zeebe.replicas.every(({ phase }) => phase === 'EXPORTING') &&
    stopped.length === 0 &&
    // The end of a time-out changes nothing where the call was answered before.
    agenda.due.every(({ task }) => task.kind === 'wakes') &&
    Object.values(webApps).every(({ waiting }) => waiting.length === 0) &&
    Object.values(elasticsearch.snapshots).every((list) => list.every(({ state }) => state !== 'IN_PROGRESS'))
  );
}

async function reported(bench: Bench, known: ReadonlySet<number>): Promise<ReportedRun[]> {
  const runs = ((await bench.api.runs()) ?? []).filter(({ number }) => !known.has(number));
  return Promise.all(runs.map(async (run) => ({ run, journal: await bench.api.journal(run.number) })));
}
