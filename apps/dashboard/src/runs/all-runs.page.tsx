import type { AllRunsList, ClusterOverview } from '#contracts';
import { nameOf, runOriginText } from '#domain';
import { call } from '../api/holdfast.ts';
import { asked, KIND_FILTERS, RUN_FILTERS } from '../cluster/filters.ts';
import { More } from '../cluster/more.tsx';
import { usePages } from '../cluster/pages.ts';
import { useChoice } from '../cluster/use-choice.ts';
import { ConnectionLine } from '../overview/connection-line.tsx';
import { overview, overviewLink, useOverview } from '../overview/overview.store.ts';
import { clusterHref, runHref } from '../routing/route.ts';
import { duration } from '../time/format.ts';
import { Ago, Time, Zone } from '../time/time.tsx';
import { Choice } from '../ui/choice.tsx';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading, ProblemNotice } from '../ui/problem.tsx';
import { lookOfRun } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';

const LIMIT = 50;

type ListedRun = AllRunsList['items'][number];

const COLUMNS: Column<ListedRun>[] = [
  {
    head: 'Cluster',
    class: 'name',
    cell: ({ cluster }) => <a href={clusterHref(cluster, 'runs')}>{cluster}</a>,
  },
  {
    head: 'Run',
    cell: ({ cluster, run }) => (
      <a href={runHref(cluster, run.kind, run.number)} class="figure">
        {nameOf(run)}
      </a>
    ),
  },
  { head: 'State', cell: ({ run }) => <Mark look={lookOfRun(run)} /> },
  { head: 'Started', extra: <Zone />, cell: ({ run }) => <Time at={run.requestedAt} /> },
  { head: 'Ended', cell: ({ run: { finishedAt } }) => (finishedAt === null ? '–' : <Ago at={finishedAt} />) },
  {
    head: 'Took',
    numeric: true,
    cell: ({ run: { requestedAt, finishedAt } }) =>
      finishedAt === null ? '–' : duration(Date.parse(finishedAt) - Date.parse(requestedAt)),
  },
  { head: 'By', cell: ({ run: { origin } }) => runOriginText(origin) },
];

/** Runs of all clusters, the newest first, whatever their kind and outcome. */
export function AllRunsPage() {
  useOverview();
  const kind = useChoice('kind', KIND_FILTERS);
  const state = useChoice('state', RUN_FILTERS);
  const pages = usePages<ListedRun, AllRunsList>(
    `${kind.value} ${state.value} ${changeOf(overview.value?.clusters ?? [])}`,
    (cursor) =>
      call('run.all', {
        query: {
          limit: LIMIT,
          ...(cursor !== null && { cursor }),
          ...(kind.value !== 'all' && { kind: kind.value }),
          ...asked('state', state.value),
        },
      }),
  );
  const lost = overviewLink.value.state === 'lost';
  return (
    <Page
      title="Runs"
      aside={
        <div class="filters">
          <Choice name="Kind" value={kind.value} options={KIND_FILTERS} onChoose={kind.choose} />
          <Choice name="State" value={state.value} options={RUN_FILTERS} onChoose={state.choose} />
        </div>
      }
    >
      <ConnectionLine link={overviewLink.value} stale={pages.answer !== null} />
      {pages.problem && !lost && <ProblemNotice problem={pages.problem} onRetry={pages.reload} />}
      {pages.answer === null && !pages.problem && <Loading what="the runs" />}
      {pages.answer !== null && pages.items.length === 0 && !pages.more && (
        <Empty title="No run is like that" />
      )}
      {(pages.items.length > 0 || pages.more) && (
        <section class={`panel ${lost ? 'stale' : ''}`} aria-label="Runs">
          <Table
            caption="Runs of all clusters"
            columns={COLUMNS}
            rows={pages.items}
            keyOf={({ cluster, run }) => `${cluster} ${run.kind} ${run.number}`}
          />
          <More pages={pages} one="run" />
        </section>
      )}
    </Page>
  );
}

/** Another one when a run begins or ends in any cluster. */
function changeOf(clusters: readonly Pick<ClusterOverview, 'name' | 'current' | 'last'>[]): string {
  return clusters
    .map(({ name, current, last }) => `${name} ${current?.number ?? ''} ${last?.number ?? ''}`)
    .join();
}
