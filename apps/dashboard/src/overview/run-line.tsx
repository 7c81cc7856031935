import type { RunSummary } from '#contracts';
import { nameOf } from '#domain';
import { runHref } from '../routing/route.ts';
import { now } from '../time/clock.ts';
import { capital, duration, limit, ticking } from '../time/format.ts';
import { Ago } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { lookOfRun } from '../ui/state.ts';
import { progressOf } from './progress.ts';

function RunLink({ cluster, run }: { cluster: string; run: RunSummary }) {
  return (
    <a href={runHref(cluster, run.kind, run.number)} class="figure">
      {capital(nameOf(run))}
    </a>
  );
}

/** The run that holds a cluster, with its progress. */
export function CurrentRun({ cluster, run, budget }: { cluster: string; run: RunSummary; budget: number }) {
  const { share, done, total, at } = progressOf(run.steps);
  const paused =
    run.pausedAt !== null && run.resumedAt === null ? now.value - Date.parse(run.pausedAt) : null;
  return (
    <div class="run-line">
      <p>
        <Mark look={lookOfRun(run)} /> <RunLink cluster={cluster} run={run} />
      </p>
      <Bar share={share} label={`Progress of ${nameOf(run)}`} words={`${done} of ${total} steps`} />
      <p class="small">
        {done} of {total} steps{at === '' ? '' : `; at ${at}`}; for{' '}
        {ticking(now.value - Date.parse(run.requestedAt))}
        {paused !== null && `; exporting paused for ${ticking(paused)} of ${limit(budget)}`}
      </p>
    </div>
  );
}

interface LastRunProps {
  cluster: string;
  run: RunSummary | null;
  /** Whether an alert tells why it failed. */
  told: boolean;
}

export function LastRun({ cluster, run, told }: LastRunProps) {
  if (run === null) return <p class="quiet">none on record</p>;
  return (
    <div class="run-line">
      <p>
        <Mark look={lookOfRun(run)} /> <RunLink cluster={cluster} run={run} />
      </p>
      <p class="small">
        {run.finishedAt !== null && <Ago at={run.finishedAt} />}
        {run.finishedAt !== null &&
          `, took ${duration(Date.parse(run.finishedAt) - Date.parse(run.requestedAt))}`}
        {run.origin.type === 'schedule' && `, by schedule ${run.origin.schedule}`}
      </p>
      {run.outcome !== 'completed' && run.cause !== null && !told && <p class="small cause">{run.cause}</p>}
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
