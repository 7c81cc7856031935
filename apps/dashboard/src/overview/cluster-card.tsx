import type { ComponentChildren } from 'preact';
import type { ClusterOverview } from '#contracts';
import { nameOf } from '#domain';
import { clusterHref, runHref } from '../routing/route.ts';
import { now } from '../time/clock.ts';
import { limit, relative, rough } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { Icon } from '../ui/icon.tsx';
import { Alerts } from './alerts.tsx';
import { BackUpNow } from './back-up-now.tsx';
import { ExportingView } from './exporting-view.tsx';
import { CurrentRun, LastRun } from './run-line.tsx';

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Everything about one cluster that an operator wants at a glance. */
export function ClusterCard({ cluster }: { cluster: ClusterOverview }) {
  const { name, version, components, alerts } = cluster;
  return (
    <article class="card cluster" aria-label={`Cluster ${name}`}>
      <header class="cluster-head">
        <h2>
          <a href={clusterHref(name)}>{name}</a>
        </h2>
        <p class="small">
          {version === null ? 'Camunda 8' : `Camunda ${version}`} · {components.join(', ')}
        </p>
      </header>
      <ClusterFacts cluster={cluster} />
      <div class="cluster-action">
        <BackUpNow cluster={name} held={heldBy(cluster)} />
      </div>
      <Alerts alerts={alerts} cluster={name} />
    </article>
  );
}

/** The same on the page of the cluster, whose heading has its name and button. */
export function ClusterState({ cluster }: { cluster: ClusterOverview }) {
  return (
    <section class="card cluster" aria-label="State">
      <ClusterFacts cluster={cluster} />
      <Alerts alerts={cluster.alerts} cluster={cluster.name} />
    </section>
  );
}

/** Why no backup can be started now; null when one can. */
export function heldBy({ current }: Pick<ClusterOverview, 'current'>): string | null {
  return current === null ? null : `${nameOf(current)} holds the cluster`;
}

function tells(alerts: ClusterOverview['alerts'], run: ClusterOverview['last']): boolean {
  const number = String(run?.number);
  return alerts.some(({ kind, subject }) => kind === 'last-backup-failed' && subject === number);
}

function ClusterFacts({ cluster }: { cluster: ClusterOverview }) {
  const { name, lastGood, exporting, current, last, next, lock, pauseBudgetSeconds, alerts } = cluster;
  return (
    <dl class="facts">
      <Fact name="Last good set">
        {lastGood === null ? (
          <span class="tone-bad strong">
            <Icon name="warning" /> none
          </span>
        ) : (
          <>
            <span class="age">{rough(now.value - Date.parse(lastGood.finishedAt))} old</span>
            <p class="small">
              <a href={runHref(name, 'backup', lastGood.backupId)} class="figure">
                {lastGood.backupId}
              </a>
              , completed <Time at={lastGood.finishedAt} zone />
            </p>
          </>
        )}
      </Fact>
      <Fact name="Exporting">
        <ExportingView exporting={exporting} />
        <p class="small">pause budget {limit(pauseBudgetSeconds)}</p>
      </Fact>
      <Fact name={current === null ? 'Last run' : 'Running now'}>
        {current === null ? (
          <LastRun cluster={name} run={last} told={tells(alerts, last)} />
        ) : (
          <CurrentRun cluster={name} run={current} budget={pauseBudgetSeconds} />
        )}
        <LockLine lock={lock} />
      </Fact>
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
    </dl>
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
