import type { RunList, RunSummary } from '#contracts';
import { nameOf, runOriginText } from '#domain';
import { call, page } from '../api/holdfast.ts';
import { progressOf } from '../overview/progress.ts';
import { runHref } from '../routing/route.ts';
import { pausedMs } from '../runs/run-view.ts';
import { now } from '../time/clock.ts';
import { duration, ticking } from '../time/format.ts';
import { Ago, Time, Zone } from '../time/time.tsx';
import { Choice } from '../ui/choice.tsx';
import { Mark } from '../ui/mark.tsx';
import { Empty, Loading, ProblemNotice } from '../ui/problem.tsx';
import { lookOfRun } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';
import { asked, KIND_FILTERS, RUN_FILTERS } from './filters.ts';
import { More } from './more.tsx';
import { usePages } from './pages.ts';
import { useChoice } from './use-choice.ts';

const columnsOf = (cluster: string): Column<RunSummary>[] => [
  {
    head: 'Run',
    class: 'name',
    cell: ({ kind, number, setId }) => (
      <>
        <a class="figure" href={runHref(cluster, kind, number)}>
          {nameOf({ kind, number })}
        </a>
        {kind !== 'backup' && <span class="small block">of set {setId}</span>}
      </>
    ),
  },
  { head: 'State', cell: (run) => <Mark look={lookOfRun(run)} /> },
  {
    head: 'Started',
    extra: <Zone />,
    cell: ({ requestedAt }) => (
      <>
        <Time at={requestedAt} />
        <span class="small block">
          <Ago at={requestedAt} />
        </span>
      </>
    ),
  },
  { head: 'Took', numeric: true, cell: took },
  { head: 'Paused', numeric: true, cell: paused },
  {
    head: 'Asked for by',
    cell: ({ origin }) => runOriginText(origin),
  },
  { head: 'What happened', class: 'answer', cell: whatHappened },
];

function took({ requestedAt, finishedAt }: RunSummary): string {
  const begun = Date.parse(requestedAt);
  return finishedAt === null ? ticking(now.value - begun) : duration(Date.parse(finishedAt) - begun);
}

function paused(run: RunSummary): string {
  const ms = pausedMs(run, now.value);
  return ms === null ? '–' : run.resumedAt === null ? ticking(ms) : duration(ms);
}

function whatHappened({ phase, outcome, cause, steps }: RunSummary): string {
  const { done, total, at } = progressOf(steps);
  if (phase !== 'done') return `${done} of ${total} steps${at === '' ? '' : `, at ${at}`}`;
  return outcome === 'completed' ? '–' : (cause ?? '–');
}

/** Everything that was done to a cluster: backups, restores and deletions. */
export function RunsView({ cluster, changed }: { cluster: string; changed: string }) {
  const kind = useChoice('kind', KIND_FILTERS);
  const state = useChoice('state', RUN_FILTERS);
  const pages = usePages<RunSummary, RunList>(
    `${cluster} ${kind.value} ${state.value} ${changed}`,
    (cursor) =>
      call('run.list', {
        params: { cluster },
        query: {
          ...page(cursor),
          ...(kind.value !== 'all' && { kind: kind.value }),
          ...asked('state', state.value),
        },
      }),
  );
  const all = kind.value === 'all' && state.value === 'all';
  if (pages.answer === null)
    return pages.problem ? (
      <ProblemNotice problem={pages.problem} onRetry={pages.reload} />
    ) : (
      <Loading what="the runs" />
    );
  return (
    <section class="panel" aria-labelledby="runs">
      <div class="panel-head">
        <h2 id="runs">History</h2>
        <div class="filters">
          <Choice name="Kind" value={kind.value} options={KIND_FILTERS} onChoose={kind.choose} />
          <Choice name="State" value={state.value} options={RUN_FILTERS} onChoose={state.choose} />
        </div>
      </div>
      {pages.problem && <ProblemNotice problem={pages.problem} onRetry={pages.reload} />}
      {pages.items.length === 0 && !pages.more && !pages.loading && (
        <Empty title={all ? 'Nothing was done yet' : 'No run is like that'} />
      )}
      {pages.items.length > 0 && (
        <Table
          caption={`Runs of ${cluster}`}
          columns={columnsOf(cluster)}
          rows={pages.items}
          keyOf={({ number }) => number}
        />
      )}
      {(pages.items.length > 0 || pages.more) && <More pages={pages} one="run" />}
    </section>
  );
}
