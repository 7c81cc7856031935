import type { ComponentChildren } from 'preact';
import type { ClusterOverview } from '#contracts';
import { clusterHref } from '../routing/route.ts';
import { coarseNow } from '../time/clock.ts';
import { Ago } from '../time/time.tsx';
import { Mark } from '../ui/mark.tsx';
import { lookOfRun } from '../ui/state.ts';
import { BackUpNow } from './back-up-now.tsx';
import { ExportingMark } from './exporting-view.tsx';
import { Age } from './good-age.tsx';
import { heldBy } from './held.ts';
import { Labels } from './labels.tsx';
import { STANDING_LOOKS } from './overview-head.tsx';
import { CurrentRun, LastRun, RunLink } from './run-line.tsx';
import { overdue, standingsOf } from './standing.ts';
import { worstAlert } from './worst-alert.ts';

/** The cells of one cluster. Ages within them tick by themselves. */
export function ClusterRow({ cluster }: { cluster: ClusterOverview }) {
  const { name, version, labels, lastBackup, last, current, next, pauseBudgetSeconds } = cluster;
  return (
    <>
      <Cell head="Cluster" extra="fleet-name">
        <a href={clusterHref(name)}>{name}</a>
        <Labels labels={labels} version={version} />
      </Cell>
      <Cell head="State" extra="fleet-state">
        <State cluster={cluster} />
      </Cell>
      <Cell head="Last good set">
        <Age cluster={cluster} />
      </Cell>
      <Cell head="Last backup">
        {lastBackup === null ? (
          <span class="quiet">none</span>
        ) : (
          <LastRun cluster={name} run={lastBackup} brief />
        )}
      </Cell>
      <Cell head={current === null ? 'Last run' : 'Running now'}>
        {current !== null ? (
          <CurrentRun cluster={name} run={current} budget={pauseBudgetSeconds} usual={cluster.usual} brief />
        ) : last === null ? (
          <span class="quiet">none</span>
        ) : last.number === lastBackup?.number && last.kind === 'backup' ? (
          <span class="quiet">the same backup</span>
        ) : (
          <>
            <Mark look={lookOfRun(last)} />
            <p class="small">
              <RunLink cluster={name} run={last} /> {last.finishedAt !== null && <Ago at={last.finishedAt} />}
            </p>
          </>
        )}
      </Cell>
      <Cell head="Exporting">
        <ExportingMark cluster={cluster} />
      </Cell>
      <Cell head="Next backup">
        {next === null ? <span class="quiet">not planned</span> : <Ago at={next.at} />}
      </Cell>
      <Cell head="Action" extra="fleet-action">
        <BackUpNow cluster={name} held={heldBy(cluster)} brief />
      </Cell>
    </>
  );
}

function Cell({ head, extra = '', children }: { head: string; extra?: string; children: ComponentChildren }) {
  return (
    <td role="cell" data-head={head} class={extra}>
      <div>{children}</div>
    </td>
  );
}

/** The worst about it, in a line; the page of the cluster has all. */
function State({ cluster }: { cluster: ClusterOverview }) {
  const { alerts, current, waitingFor } = cluster;
  const alert = worstAlert(alerts);
  const isLate = overdue(cluster, coarseNow.value) > 1;
  if (waitingFor !== null)
    return (
      <>
        <Mark look={STANDING_LOOKS.waiting} />
        <p class="small line" title={waitingFor.instruction}>
          {waitingFor.instruction}
        </p>
      </>
    );
  if (alert === null)
    return <Mark look={STANDING_LOOKS[isLate ? 'late' : current === null ? 'fine' : 'running']} />;
  const others = alerts.length - 1;
  const [standing = 'fine'] = standingsOf(cluster, coarseNow.value);
  return (
    <>
      <Mark look={STANDING_LOOKS[standing]} />
      {others > 0 && <span class="small"> and {others} more</span>}
      <p class="small line" title={alert.message}>
        {alert.message}
      </p>
    </>
  );
}
