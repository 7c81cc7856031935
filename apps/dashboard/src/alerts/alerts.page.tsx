import { Alerts } from '../overview/alerts.tsx';
import { ConnectionLine } from '../overview/connection-line.tsx';
import { ordered } from '../overview/order.ts';
import { overview, overviewLink, useOverview } from '../overview/overview.store.ts';
import { clusterHref } from '../routing/route.ts';
import type { AlertView } from '#contracts';
import { Silences } from './silences.tsx';
import { coarseNow } from '../time/clock.ts';
import { plural } from '../time/format.ts';
import { Page } from '../ui/page.tsx';
import { Empty, Loading } from '../ui/problem.tsx';

/** What is wrong with every cluster, those with the worst first. */
export function AlertsPage() {
  useOverview();
  const known = overview.value;
  const lost = overviewLink.value.state === 'lost';
  const alerted = (known?.clusters ?? []).filter(({ alerts }) => alerts.length > 0);
  const count = alerted.reduce((sum, { alerts }) => sum + alerts.length, 0);
  return (
    <Page
      title="Alerts"
      aside={
        count > 0 && (
          <p class="summary">
            {plural(count, 'alert')} of {plural(alerted.length, 'cluster')}
          </p>
        )
      }
    >
      <ConnectionLine link={overviewLink.value} stale={known !== null} />
      {known === null && !lost && <Loading what="the alerts" />}
      {known !== null && count === 0 && (
        <Empty title="No alert is raised">They come and go with their causes.</Empty>
      )}
      {known !== null && <Silences changed={careOf(alerted.flatMap(({ alerts }) => alerts))} />}
      {known !== null && count > 0 && (
        <div class={lost ? 'stale' : ''}>
          {ordered(alerted, 'worst', coarseNow.value).map(({ name, alerts }) => (
            <section key={name} class="panel" aria-label={`Cluster ${name}`}>
              <h2>
                <a href={clusterHref(name)}>{name}</a>
              </h2>
              <Alerts alerts={alerts} cluster={name} care />
            </section>
          ))}
        </div>
      )}
    </Page>
  );
}

/** Changes when a silence of a raised alert begins or ends, here or elsewhere. */
function careOf(alerts: readonly AlertView[]): string {
  return alerts.map(({ silenced }) => silenced?.id ?? '').join(' ');
}
