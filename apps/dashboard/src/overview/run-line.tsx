import type { RunSummary, UsualTimes } from '#contracts';
import { nameOf } from '#domain';
import { runHref } from '../routing/route.ts';
import { now } from '../time/clock.ts';
import { capital, duration, limit, ticking } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { lookOfRun } from '../ui/state.ts';
import { Words } from '../ui/words.tsx';
import { progressOf } from './progress.ts';

export function RunLink({ cluster, run }: { cluster: string; run: RunSummary }) {
  return (
    <a href={runHref(cluster, run.kind, run.number)} class="figure">
      {capital(nameOf(run))}
    </a>
  );
}

interface CurrentRunProps {
  cluster: string;
  run: RunSummary;
  /** How long exporting may stay paused (s). */
  budget: number;
  usual: UsualTimes;
  /** For a row of a table. */
  brief?: boolean;
}

/** The run that holds a cluster, with its progress. */
export function CurrentRun({ cluster, run, budget, usual, brief = false }: CurrentRunProps) {
  const { share, done, total, at } = progressOf(run.steps);
  const usually = run.kind === 'deletion' ? null : (usual[run.kind]?.seconds ?? null);
  const paused =
    run.pausedAt !== null && run.resumedAt === null ? now.value - Date.parse(run.pausedAt) : null;
  return (
    <div class="run-line">
      <p>
        {!brief && <Mark look={lookOfRun(run)} />} <RunLink cluster={cluster} run={run} />
      </p>
      <Bar share={share} label={`Progress of ${nameOf(run)}`} words={`${done} of ${total} steps`} />
      <p class="small">
        {done} of {total} steps{at === '' || brief ? '' : `; at ${at}`}; for{' '}
        {ticking(now.value - Date.parse(run.requestedAt))}
        {usually !== null && `, usually ${duration(usually * 1_000)}`}
        {paused !== null &&
          (brief ? ', paused' : `; exporting paused for ${ticking(paused)} of ${limit(budget)}`)}
      </p>
    </div>
  );
}

interface LastRunProps {
  cluster: string;
  run: RunSummary | null;
  /** Whether an alert tells why it failed. */
  told?: boolean;
  /** For a row of a table. */
  brief?: boolean;
}

export function LastRun({ cluster, run, told = false, brief = false }: LastRunProps) {
  if (run === null) return <p class="quiet">none on record</p>;
  const { finishedAt, origin } = run;
  const took = finishedAt === null ? null : duration(Date.parse(finishedAt) - Date.parse(run.requestedAt));
  if (brief)
    return (
      <>
        <a href={runHref(cluster, run.kind, run.number)} class="plain" title={capital(nameOf(run))}>
          <Mark look={lookOfRun(run)} />
        </a>
        <p class="small">
          {finishedAt !== null && <Ago at={finishedAt} />}
          {took !== null && `, took ${took}`}
        </p>
      </>
    );
  return (
    <div class="run-line">
      <p>
        <Mark look={lookOfRun(run)} /> <RunLink cluster={cluster} run={run} />
      </p>
      <p class="small">
        {finishedAt !== null && <Ago at={finishedAt} />}
        {took !== null && `, took ${took}`}
        {origin.type === 'schedule' && `, by schedule ${origin.schedule}`}
      </p>
      {run.outcome !== 'completed' && run.cause !== null && !told && (
        <p class="small cause">
          <Words text={run.cause} />
        </p>
      )}
    </div>
  );
}

/** A bar that tells its share in words, too. */
export function Bar({
  share,
  label,
  words,
  tone = 'info',
}: {
  share: number;
  label: string;
  words: string;
  tone?: string;
}) {
  const percent = Math.round(share * 100);
  return (
    <div
      class={`bar tone-${tone}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={words}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
}
