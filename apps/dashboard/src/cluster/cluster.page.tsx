import { BackUpNow } from '../overview/back-up-now.tsx';
import { ClusterState } from '../overview/cluster-card.tsx';
import { ConnectionLine } from '../overview/connection-line.tsx';
import { clusterOf, overview, overviewLink, useOverview } from '../overview/overview.store.ts';
import { heldBy } from '../overview/held.ts';
import { RetentionView } from '../retention/retention-view.tsx';
import { CLUSTER_VIEWS, clusterHref, type ClusterView } from '../routing/route.ts';
import { SchedulesView } from '../schedules/schedules-view.tsx';
import { lazily } from '../ui/lazily.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading } from '../ui/problem.tsx';
import { RunsView } from './runs-view.tsx';
import { SetsView } from './sets-view.tsx';

const TrendsView = lazily(() => import('../trends/trends-view.tsx').then((module) => module.TrendsView));

const WORDS: Record<ClusterView, string> = {
  sets: 'Sets',
  runs: 'History',
  trends: 'Trends',
  schedules: 'Schedules',
  retention: 'Retention',
};

/** One cluster: how it stands now, and what there is of it. */
export function ClusterPage({ cluster: name, view }: { cluster: string; view: ClusterView }) {
  useOverview();
  const cluster = clusterOf(name);
  const known = overview.value !== null;
  const lost = overviewLink.value.state === 'lost';
  // Lists are read again when a run began or ended.
  const changed = `${cluster?.current?.number ?? ''} ${cluster?.last?.number ?? ''}`;
  return (
    <Page
      title={name}
      windowTitle={`${name}: ${WORDS[view]}`}
      crumbs={<a href="/">Clusters</a>}
      aside={cluster && <BackUpNow cluster={name} held={heldBy(cluster)} />}
    >
      <ConnectionLine link={overviewLink.value} stale={known} />
      {!known && !lost && <Loading what={`cluster ${name}`} />}
      {known && cluster === null && (
        <Empty title={`There is no cluster ${name}`}>It is not configured, or you may not see it.</Empty>
      )}
      {cluster && (
        <div class={lost ? 'stale' : ''}>
          <ClusterState cluster={cluster} />
          <nav class="tabs" aria-label={`Views of ${name}`}>
            {CLUSTER_VIEWS.map((each) => (
              <a key={each} href={clusterHref(name, each)} aria-current={each === view ? 'page' : undefined}>
                {WORDS[each]}
              </a>
            ))}
          </nav>
          {view === 'sets' && <SetsView cluster={name} changed={changed} />}
          {view === 'runs' && <RunsView cluster={name} changed={changed} />}
          {view === 'trends' && <TrendsView cluster={name} changed={changed} />}
          {view === 'schedules' && (
            <SchedulesView cluster={name} changed={`${changed} ${cluster.next?.at ?? ''}`} />
          )}
          {view === 'retention' && <RetentionView cluster={name} changed={changed} />}
        </div>
      )}
    </Page>
  );
}
