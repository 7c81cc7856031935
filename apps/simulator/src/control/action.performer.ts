import { placeSets } from '../cluster/placed-sets.ts';
import type { ClusterHost } from '../cluster/cluster.host.ts';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { ExporterPhase } from '../zeebe/zeebe.state.ts';
import { changeLeaders, startComponent, startProblem, stopComponent } from '../cluster/lifecycle.ts';
import { coversComponent } from '../faults/fault.registry.ts';
import { storedIndex } from '../elasticsearch/initial-elasticsearch.state.ts';
import { done, doneAfter, refused, refusedIf } from './action.outcome.ts';
import type { Outcome } from './action.outcome.ts';
import { removeTemplates } from '../elasticsearch/template.routes.ts';
import type { Action } from './action.schema.ts';
import { takeScheduledBackup } from '../profiles/rdbms/generated-ids.ts';
import { restoreBroker, startCamunda, stopCamunda, wipeBroker } from './camunda.actions.ts';

type Of<Name extends Action['action']> = Extract<Action, { action: Name }>;

function affected({ components }: ClusterHost, component: string): string[] {
  return components.filter((candidate) => coversComponent(component, candidate));
}

function restart(host: ClusterHost, component: string, downMs: number): Outcome {
  const components = affected(host, component);
  if (components.length === 0) return refused(`This cluster has no component ${component}.`);
  for (const name of components) {
    stopComponent(host.cluster, name);
    host.cluster.context.timeline.after(downMs, { kind: 'component-returns', component: name });
  }
  return done;
}

function setRunning(host: ClusterHost, { action, component }: Of<'stop'> | Of<'start'>): Outcome {
  const components = affected(host, component);
  if (components.length === 0) return refused(`This cluster has no component ${component}.`);
  const problem = components.map((name) => startProblem(host.cluster, name)).find(Boolean);
  if (action === 'start' && problem !== undefined) return refused(problem);
  for (const name of components) {
    if (action === 'stop') stopComponent(host.cluster, name);
    else startComponent(host.cluster, name);
  }
  return done;
}

function putIndex({ cluster }: ClusterHost, { name, shards, docs, bytes }: Of<'putIndex'>): void {
  const { elasticsearch } = cluster.state;
  elasticsearch.indices = elasticsearch.indices.filter((index) => index.name !== name);
  elasticsearch.indices.push(storedIndex({ name, shards, docs, bytes }));
}

function deleteIndex({ cluster }: ClusterHost, name: string): void {
  const { elasticsearch } = cluster.state;
  elasticsearch.indices = elasticsearch.indices.filter((index) => index.name !== name);
}

/** In all physical tenants; from 8.10 on it is the configuration that says so. */
function setExporting({ tenants, configuration }: SimulatedCluster, phase: ExporterPhase): void {
  for (const { id, zeebe } of tenants) {
    if (configuration !== null) configuration.state.exporting[id] = phase;
    zeebe.exporting.change(phase);
  }
}

/** Begins a change that does nothing but keep others from being made. */
function occupy({ configuration }: SimulatedCluster, durationMs: number): string | undefined {
  if (configuration === null) return 'Only a cluster of 8.10 makes changes of its configuration this way.';
  const pending = configuration.pending();
  if (pending !== undefined) return `Change ${pending.id} is in progress.`;
  configuration.begin({ kind: 'scaling', tenants: ['default'] }, durationMs);
  return undefined;
}

/** With variables as in the examples; each partition gets its share. */
function startInstances({ zeebe }: SimulatedCluster, count: number): string | undefined {
  if (zeebe.engine === null) return 'Only a cluster with real stores runs process instances.';
  for (let number = 1; number <= count; number += 1) {
    const started = zeebe.engine.start({ request: number, amount: 1_000 + number });
    if (started === undefined) return 'No partition has a leader at the moment.';
  }
  return undefined;
}

type Performers = { readonly [Name in Action['action']]: (host: ClusterHost, action: Of<Name>) => Outcome };

const performers: Performers = {
  restart: (host, { component, downMs }) => restart(host, component, downMs),
  restartBroker: (host, { broker, downMs }) => restart(host, `broker-${broker}`, downMs),
  restartOperate: (host, { downMs }) => restart(host, 'operate', downMs),
  restartTasklist: (host, { downMs }) => restart(host, 'tasklist', downMs),
  restartOptimize: (host, { downMs }) => restart(host, 'optimize', downMs),
  stop: setRunning,
  start: setRunning,
  stopCamunda: (host, { durationMs }) => stopCamunda(host, durationMs),
  startCamunda: (host, { durationMs }) => startCamunda(host, durationMs),
  wipeBroker: (host, { broker }) => wipeBroker(host, broker),
  restoreBroker,
  placeSets: ({ cluster }, plan) => refusedIf(placeSets(cluster, plan)),
  startInstances: ({ cluster }, { count }) => refusedIf(startInstances(cluster, count)),
  leaderChange: ({ cluster }) => doneAfter(() => changeLeaders(cluster)),
  scheduledBackup: ({ cluster }) => refusedIf(takeScheduledBackup(cluster.zeebe)),
  changeConfiguration: ({ cluster }, { durationMs }) => refusedIf(occupy(cluster, durationMs)),
  pauseExporting: ({ cluster }, { soft }) =>
    doneAfter(() => setExporting(cluster, soft ? 'SOFT_PAUSED' : 'PAUSED')),
  resumeExporting: ({ cluster }) => doneAfter(() => setExporting(cluster, 'EXPORTING')),
  removePauseFiles: ({ cluster }, { broker }) =>
    doneAfter(() => cluster.zeebe.partitions.removePauseFiles(broker)),
  placeStaleBackup: ({ cluster }, { backupId, createdAt }) =>
    doneAfter(() => cluster.zeebe.backups.placeStale(backupId, createdAt)),
  losePartitionBackup: ({ cluster }, { backupId, partitionId }) =>
    doneAfter(() => cluster.zeebe.backups.losePartition(backupId, partitionId)),
  putIndex: (host, index) => doneAfter(() => putIndex(host, index)),
  deleteIndex: (host, { name }) => doneAfter(() => deleteIndex(host, name)),
  removeTemplates: ({ cluster }, { prefix }) =>
    doneAfter(() => removeTemplates(cluster.state.elasticsearch, prefix)),
  loseSnapshotFile: ({ cluster }, { repository, snapshot, file }) =>
    refusedIf(
      cluster.snapshots.loseFile(repository, snapshot, file)
        ? undefined
        : `There is no snapshot ${snapshot} with indices in repository ${repository}.`,
    ),
};

/** They change the simulated Elasticsearch, or invent backups; real stores hold what was really written. */
const forMemoryOnly: readonly Action['action'][] = [
  'placeSets',
  'placeStaleBackup',
  'putIndex',
  'deleteIndex',
  'removeTemplates',
  'loseSnapshotFile',
];

export function performAction(host: ClusterHost, action: Action): Outcome {
  if (host.cluster.config.stores !== undefined && forMemoryOnly.includes(action.action))
    return refused(`${action.action} is for a cluster in memory; this one has real stores.`);
  // The table pairs each name with its own fields, which the compiler cannot follow through a lookup.
  const perform = performers[action.action] as (host: ClusterHost, action: Action) => Outcome;
  return perform(host, action);
}
