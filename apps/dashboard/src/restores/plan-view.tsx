import type { ComponentChildren } from 'preact';
import type { Restore } from '#contracts';
import { sizeOfPlan } from '#domain';
import { clusterOf } from '../overview/overview.store.ts';
import { Checks } from '../runs/checks.tsx';
import { bytes, capital, plural } from '../time/format.ts';
import { Time } from '../time/time.tsx';
import { Notice } from '../ui/problem.tsx';
import { Table, type Column } from '../ui/table.tsx';
import { Words } from '../ui/words.tsx';
import { howLong } from './plan-text.ts';

type Plan = Restore['plan'];
type Doomed = Plan['deletes'][number];
type Snapshot = Plan['snapshots'][number];

const DOOMED: Column<Doomed>[] = [
  { head: 'Index', cell: ({ index }) => <span class="figure">{index}</span> },
  {
    head: 'Documents',
    numeric: true,
    cell: ({ docs }) => (docs === null ? 'closed' : docs.toLocaleString('en')),
  },
  { head: 'Size', numeric: true, cell: ({ sizeBytes }) => bytes(sizeBytes) },
];

const SNAPSHOTS: Column<Snapshot>[] = [
  { head: 'Snapshot', cell: ({ snapshot }) => <span class="figure">{snapshot}</span> },
  { head: 'Of', cell: ({ component }) => component },
  { head: 'Indices', numeric: true, cell: ({ indices }) => indices.length },
  { head: 'Size', numeric: true, cell: ({ sizeBytes }) => bytes(sizeBytes) },
];

const CONTROLS: Record<Plan['control'], string> = {
  commands: 'your commands',
  kubernetes: 'Kubernetes',
  manual: 'a person, by hand',
};

/** Everything that a restore does, what is lost by it, and whether it may be done. */
export function RestorePlanView({ plan, cluster }: { plan: Plan; cluster: string }) {
  return (
    <>
      <PlanFacts plan={plan} cluster={cluster} />
      <Losses plan={plan} />
      <section aria-labelledby="checks">
        <h2 id="checks">Checks</h2>
        <Checks checks={plan.checks} />
      </section>
      <Actions plan={plan} />
      <Deletes plan={plan} />
      <Snapshots snapshots={plan.snapshots} />
    </>
  );
}

function Losses({ plan: { losses, warnings } }: { plan: Plan }) {
  return (
    <section aria-labelledby="losses">
      <h2 id="losses">What will be lost</h2>
      {losses.length === 0 && <p class="quiet">No known data loss.</p>}
      {losses.map((loss) => (
        <Notice key={loss} tone="bad" icon="warning">
          <Words text={loss} />
        </Notice>
      ))}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn" icon="warning">
          <Words text={warning} />
        </Notice>
      ))}
    </section>
  );
}

function Actions({ plan: { actions, seeds } }: { plan: Plan }) {
  return (
    <section aria-labelledby="actions">
      <h2 id="actions">What will be done</h2>
      <ol class="actions">
        {actions.map(({ step, component, does, details }) => (
          <li key={step}>
            <span class="figure">{step}</span> <span class="small">{component}</span>
            <p>{does}</p>
            <Details details={details} />
          </li>
        ))}
      </ol>
      {seeds.length > 0 && <p>Camunda is started once before everything else, for: {seeds.join(', ')}.</p>}
    </section>
  );
}

function Details({ details }: { details: readonly string[] }) {
  if (details.length === 0) return null;
  return (
    <Fold many={details.length}>
      <ul class="small">
        {details.map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
    </Fold>
  );
}

function Deletes({ plan: { deletes, allowed } }: { plan: Plan }) {
  return (
    <section aria-labelledby="deletes">
      <h2 id="deletes">What will be deleted: {plural(deletes.length, 'index', 'indices')}</h2>
      {deletes.length === 0 ? (
        <p class="quiet">No index is in the way.</p>
      ) : (
        <Fold many={deletes.length}>
          <Table
            caption="Indices that are deleted"
            columns={DOOMED}
            rows={deletes}
            keyOf={({ index }) => index}
          />
        </Fold>
      )}
      <p class="small">Holdfast deletes only indices that match {allowed.join(', ')}</p>
    </section>
  );
}

function Snapshots({ snapshots }: Pick<Plan, 'snapshots'>) {
  return (
    <section aria-labelledby="snapshots">
      <h2 id="snapshots">What comes back: {plural(snapshots.length, 'snapshot')}</h2>
      <Fold many={snapshots.length}>
        <Table
          caption="Snapshots that are restored"
          columns={SNAPSHOTS}
          rows={snapshots}
          keyOf={({ snapshot }) => snapshot}
        />
      </Fold>
    </section>
  );
}

/** A long list is folded, so that what follows is found. */
function Fold({ many, children }: { many: number; children: ComponentChildren }) {
  if (many <= 8) return <>{children}</>;
  return (
    <details>
      <summary>Show all {many}</summary>
      {children}
    </details>
  );
}

/** All of Camunda, one application, or nothing. */
function stoppedIn({ actions }: Plan): string[] {
  return actions
    .filter(({ step, component }) => step === `stop-${component}`)
    .map(({ component }) => capital(component));
}

function PlanFacts({ plan, cluster }: { plan: Plan; cluster: string }) {
  const usual = clusterOf(cluster)?.usual.restore ?? null;
  const facts: [string, ComponentChildren][] = [
    ['Set', <span class="figure">{plan.backupId}</span>],
    ...(plan.takenAt == null
      ? []
      : [['Taken', <Time at={plan.takenAt} zone />] satisfies [string, ComponentChildren]]),
    ['Taken by', plan.version === null ? 'an unknown version' : `Camunda ${plan.version}`],
    ['Partitions', `${plan.partitions ?? 'unknown'} on ${plural(plan.brokers, 'broker')}`],
    ['Repository', plan.repository],
    ...stoppedIn(plan).map((name): [string, ComponentChildren] => [
      `${name} is stopped by`,
      CONTROLS[plan.control],
    ]),
    ['Will take', howLong(usual, sizeOfPlan(plan))],
    ['Planned', <Time at={plan.createdAt} zone />],
  ];
  return (
    <dl class="facts facts-run">
      {facts.map(([name, value]) => (
        <div class="fact" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
