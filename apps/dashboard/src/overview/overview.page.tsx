import type { ClusterOverview } from '#contracts';
import { whyNot } from '../session/permissions.ts';
import { currentUser } from '../session/session.ts';
import { plural } from '../time/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, Loading } from '../ui/problem.tsx';
import { ClusterCard } from './cluster-card.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { overview, overviewLink, useOverview } from './overview.store.ts';

/** Every cluster on one screen. */
export function OverviewPage() {
  useOverview();
  const clusters = overview.value?.clusters ?? null;
  const lost = overviewLink.value.state === 'lost';
  const note = whyNot(currentUser(), ['start backups']);
  return (
    <Page title="Clusters" aside={clusters && <Summary clusters={clusters} />}>
      <ConnectionLine link={overviewLink.value} stale={clusters !== null} />
      {clusters === null && !lost && <Loading what="the clusters" />}
      {clusters?.length === 0 && (
        <Empty title="No cluster to see">
          None is configured in holdfast.yaml, or none that you may see.
        </Empty>
      )}
      <div class={`clusters ${lost ? 'stale' : ''}`}>
        {clusters?.map((cluster) => (
          <ClusterCard key={cluster.name} cluster={cluster} />
        ))}
      </div>
      {note !== null && clusters !== null && <p class="small">{note}</p>}
    </Page>
  );
}

function Summary({ clusters }: { clusters: readonly ClusterOverview[] }) {
  const alerts = clusters.flatMap((cluster) => cluster.alerts);
  const running = clusters.filter(({ current }) => current !== null).length;
  const critical = alerts.filter(({ severity }) => severity === 'critical').length;
  return (
    <p class="summary">
      <span>{plural(clusters.length, 'cluster')}</span>
      <span>{plural(running, 'run')} now</span>
      <span class={alerts.length === 0 ? '' : critical > 0 ? 'tone-bad strong' : 'tone-warn strong'}>
        {alerts.length > 0 && <Icon name={critical > 0 ? 'cross' : 'warning'} />}{' '}
        {plural(alerts.length, 'alert')}
      </span>
    </p>
  );
}
