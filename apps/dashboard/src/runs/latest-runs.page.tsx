import { useSignal } from '@preact/signals';
import { nameOf, runOriginText } from '#domain';
import { ConnectionLine } from '../overview/connection-line.tsx';
import { overview, overviewLink, useOverview } from '../overview/overview.store.ts';
import { clusterHref, runHref } from '../routing/route.ts';
import { duration } from '../time/format.ts';
import { Ago, Time, Zone } from '../time/time.tsx';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading } from '../ui/problem.tsx';
import { lookOfRun } from '../ui/state.ts';
import { Table, type Column } from '../ui/table.tsx';
import { latestRuns, type LatestRun } from './latest-runs.ts';

/** Rows that are drawn at first: one that needs more looks for a cluster. */
const SHOWN = 50;

const COLUMNS: Column<LatestRun>[] = [
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

/** What runs now in all clusters, and what ended last in each. The page of a cluster has its whole history. */
export function LatestRunsPage() {
  useOverview();
  const shown = useSignal(SHOWN);
  const known = overview.value;
  const lost = overviewLink.value.state === 'lost';
  const runs = latestRuns(known?.clusters ?? []);
  return (
    <Page title="Runs" aside={<p class="small">open runs, and the last ones of each cluster</p>}>
      <ConnectionLine link={overviewLink.value} stale={known !== null} />
      {known === null && !lost && <Loading what="the runs" />}
      {known !== null && runs.length === 0 && <Empty title="No run is on record" />}
      {runs.length > 0 && (
        <section class={`panel ${lost ? 'stale' : ''}`} aria-label="Runs">
          <Table
            caption="Open runs, and the last ones of each cluster"
            columns={COLUMNS}
            rows={runs.slice(0, shown.value)}
            keyOf={({ cluster, run }) => `${cluster} ${run.kind} ${run.number}`}
          />
          {runs.length > shown.value && (
            <Button onPress={() => (shown.value += SHOWN)}>Show {runs.length - shown.value} more</Button>
          )}
        </section>
      )}
    </Page>
  );
}
