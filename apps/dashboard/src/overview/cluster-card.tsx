import type { ComponentChildren } from 'preact';
import type { ClusterOverview } from '#contracts';
import { clusterHref } from '../routing/route.ts';
import { now } from '../time/clock.ts';
import { limit, relative } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Alerts } from './alerts.tsx';
import { BackUpNow } from './back-up-now.tsx';
import { ExportingView } from './exporting-view.tsx';
import { Age } from './good-age.tsx';
import { heldBy } from './held.ts';
import { Labels } from './labels.tsx';
import { CurrentRun, LastRun } from './run-line.tsx';
import { WaitingLine } from './waiting-line.tsx';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ClusterCardProps {
  cluster: ClusterOverview;
  /** Its place in the whole list, of which perhaps not all is drawn. */
  position: { at: number; of: number };
}

/** Everything about one cluster that an operator wants at a glance. */
export function ClusterCard({ cluster, position: { at, of } }: ClusterCardProps) {
  const { name, version, components, labels, alerts } = cluster;
  return (
    <article class="card cluster" aria-label={`Cluster ${name}`} aria-posinset={at} aria-setsize={of}>
      <header class="cluster-head">
        <h2>
          <a href={clusterHref(name)}>{name}</a>
        </h2>
        <p class="small">
          {version === null ? 'Camunda 8' : `Camunda ${version}`} · {components.join(', ')}
        </p>
        <Labels labels={labels} />
      </header>
      <WaitingLine cluster={cluster} />
      <ClusterFacts cluster={cluster} />
      <div class="cluster-action">
        <BackUpNow cluster={name} held={heldBy(cluster)} />
      </div>
      <Alerts alerts={othersOf(cluster, alerts)} cluster={name} />
    </article>
  );
}

/** The same on the page of the cluster, whose heading has its name and button. */
export function ClusterState({ cluster }: { cluster: ClusterOverview }) {
  return (
    <section class="card cluster" aria-label="State">
      <WaitingLine cluster={cluster} />
      <ClusterFacts cluster={cluster} />
      <Alerts alerts={othersOf(cluster, cluster.alerts)} cluster={cluster.name} />
    </section>
  );
}

/** What waits for a person is shown before everything else, with what there is to do. */
function othersOf(
  { waitingFor }: ClusterOverview,
  alerts: ClusterOverview['alerts'],
): ClusterOverview['alerts'] {
  return waitingFor === null ? alerts : alerts.filter(({ kind }) => kind !== 'waiting-for-person');
}

function tells(alerts: ClusterOverview['alerts'], run: ClusterOverview['last']): boolean {
  const number = String(run?.number);
  return alerts.some(({ kind, subject }) => kind === 'last-backup-failed' && subject === number);
}

function ClusterFacts({ cluster }: { cluster: ClusterOverview }) {
  const { name, current, last, lastBackup, lock, pauseBudgetSeconds, alerts } = cluster;
  const isBackup = last?.kind === 'backup';
  return (
    <dl class="facts">
      <Fact name="Last good set">
        <Age cluster={cluster} />
        {cluster.lastGood !== null && (
          <p class="small">
            completed <Time at={cluster.lastGood.finishedAt} zone />
          </p>
        )}
      </Fact>
      <Fact name="Exporting">
        <ExportingView cluster={cluster} />
        <p class="small">pause budget {limit(pauseBudgetSeconds)}</p>
      </Fact>
      {!(isBackup && current === null) && lastBackup !== null && (
        <Fact name="Last backup">
          <LastRun cluster={name} run={lastBackup} told={tells(alerts, lastBackup)} />
        </Fact>
      )}
      <Fact name={current !== null ? 'Running now' : isBackup ? 'Last run and backup' : 'Last run'}>
        {current === null ? (
          <LastRun cluster={name} run={last} told={tells(alerts, last)} />
        ) : (
          <CurrentRun cluster={name} run={current} budget={pauseBudgetSeconds} usual={cluster.usual} />
        )}
        <LockLine lock={lock} />
      </Fact>
      <NextBackup cluster={cluster} />
    </dl>
  );
}

function NextBackup({ cluster: { name, next } }: { cluster: ClusterOverview }) {
  return (
    <Fact name="Next backup">
      {next === null ? (
        <span class="quiet">not scheduled</span>
      ) : (
        <>
          <span class="age">{relative(Date.parse(next.at), now.value)}</span>
          <p class="small">
            <a href={clusterHref(name, 'schedules')}>{next.schedule}</a>: <Time at={next.at} zone />
            <br />
            planned in {next.timezone}
          </p>
        </>
      )}
    </Fact>
  );
}

/** Who holds the lock. Also shows that it is free: that is what an operator looks for when nothing starts. */
function LockLine({ lock }: { lock: ClusterOverview['lock'] }) {
  return (
    <p class="small lock">
      <Icon name="lock" />{' '}
      {lock === null
        ? 'lock is free'
        : `lock: ${lock.holder === '' ? 'its lease ran out' : lock.holder}, fence ${lock.fence}`}
    </p>
  );
}
