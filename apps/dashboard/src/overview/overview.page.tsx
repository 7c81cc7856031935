import type { ClusterOverview } from '#contracts';
import { putSearch, search } from '../routing/navigation.ts';
import { whyNot } from '../session/permissions.ts';
import { currentUser } from '../session/session.ts';
import { coarseNow } from '../time/clock.ts';
import { plural } from '../time/format.ts';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading } from '../ui/problem.tsx';
import { ClusterCards } from './cluster-cards.tsx';
import { ClusterTable } from './cluster-table.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { useHeldOrder } from './held-order.ts';
import { ordered } from './order.ts';
import { Counts, Toolbar } from './overview-head.tsx';
import { overview, overviewLink, useOverview } from './overview.store.ts';
import { EVERYTHING, foundBy, inState, queryOf, searchOf, type OverviewQuery } from './query.ts';
import { countsOf } from './standing.ts';
import { viewOf } from './view-choice.ts';

/** Every cluster, what needs a person first. */
export function OverviewPage() {
  useOverview();
  const known = overview.value;
  const lost = overviewLink.value.state === 'lost';
  const note = whyNot(currentUser(), ['start backups']);
  return (
    <Page title="Clusters" wide>
      <ConnectionLine link={overviewLink.value} stale={known !== null} />
      {known === null && !lost && <Loading what="the clusters" />}
      {known?.clusters.length === 0 && (
        <Empty title="No cluster to see">
          None is configured in holdfast.yaml, or none that you may see.
        </Empty>
      )}
      {known !== null && known.clusters.length > 0 && (
        <div class={`overview ${lost ? 'stale' : ''}`}>
          <Clusters clusters={known.clusters} />
        </div>
      )}
      {note !== null && known !== null && <p class="small">{note}</p>}
    </Page>
  );
}

function Clusters({ clusters }: { clusters: readonly ClusterOverview[] }) {
  const at = coarseNow.value;
  const query = queryOf(search.value);
  const view = viewOf(clusters.length);
  const found = foundBy(clusters, query);
  const wanted = ordered(inState(found, query.standing, at), query.sort, at);
  const { shown, handlers } = useHeldOrder(wanted, `${search.value} ${view}`);
  const change = (next: OverviewQuery): void => putSearch(searchOf(next));
  return (
    <>
      <Counts total={found.length} counts={countsOf(found, at)} query={query} />
      <Toolbar clusters={clusters} query={query} view={view} onChange={change} />
      {shown.length < clusters.length && (
        <p class="small shown" role="status">
          {shown.length} of {plural(clusters.length, 'cluster')}
          {' · '}
          <Button kind="link" onPress={() => change({ ...EVERYTHING, sort: query.sort })}>
            Show all
          </Button>
        </p>
      )}
      {shown.length === 0 && <Empty title="No cluster is like that" />}
      {shown.length > 0 && (
        <div {...handlers}>
          {view === 'cards' ? (
            <ClusterCards clusters={shown} />
          ) : (
            <ClusterTable clusters={shown} sort={query.sort} onSort={(sort) => change({ ...query, sort })} />
          )}
        </div>
      )}
    </>
  );
}
