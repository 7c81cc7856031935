import { RestoreMachine } from '../elasticsearch/restore.machine.ts';
import type { WebAppName } from '../web-apps/web-app.state.ts';
import { webAppNames } from '../web-apps/web-app.state.ts';
import type { ClusterMachines } from './cluster.machines.ts';

const brokerOf = (component: string): number | undefined =>
  component.startsWith('broker-') ? Number(component.slice('broker-'.length)) : undefined;

const isWebApp = (component: string): component is WebAppName =>
  webAppNames.some((name) => name === component);

/** New leaders find the backups that the former ones were busy with, and mark the latest as failed. */
function electLeaders({ tenants, configuration }: ClusterMachines): void {
  for (const { id, zeebe } of tenants) {
    const changed = zeebe.partitions.electLeaders();
    const led = changed.filter((partitionId) => zeebe.partitions.partition(partitionId)?.leader !== null);
    zeebe.backups.cancelRunning(led);
    configuration?.leadersChanged(id, led);
  }
}

export function stopComponent(cluster: ClusterMachines, component: string): void {
  const { state } = cluster.context;
  if (state.stopped.includes(component)) return;
  for (const { zeebe } of cluster.tenants) zeebe.partitions.settle();
  state.stopped.push(component);
  cluster.context.record(component, 'component', { event: 'stopped' });
  if (brokerOf(component) !== undefined) electLeaders(cluster);
  // A gateway has a queue of its own as well.
  if (servesHistory(cluster)) for (const { history } of cluster.tenants) history.restart(component);
  if (isWebApp(component)) cluster.stores.parts[component].restart();
  if (component === 'elasticsearch') new RestoreMachine(cluster.context).forget();
}

/** From 8.8 on the brokers are the web applications as well. */
const servesHistory = ({ context }: ClusterMachines): boolean =>
  context.config.components.includes('webapps');

/** Why it cannot start now, if it cannot: the restore program is at work in its data directory. */
export function startProblem({ tenants }: ClusterMachines, component: string): string | undefined {
  const broker = brokerOf(component);
  return broker !== undefined && tenants.some(({ zeebe }) => zeebe.data.isRestoring(broker))
    ? `${component} is being restored.`
    : undefined;
}

/** It is not up before it has made the indices that it misses. */
function startWebApp(cluster: ClusterMachines, app: WebAppName): void {
  startsWith(cluster, app, cluster.stores.parts[app].start());
}

function startsWith({ context }: ClusterMachines, component: string, started: void | Promise<void>): void {
  if (started instanceof Promise) context.startsUntil(component, started);
}

export function startComponent(cluster: ClusterMachines, component: string): void {
  const { state } = cluster.context;
  if (!state.stopped.includes(component) || startProblem(cluster, component) !== undefined) return;
  for (const { zeebe } of cluster.tenants) zeebe.partitions.settle();
  state.stopped = state.stopped.filter((name) => name !== component);
  cluster.context.record(component, 'component', { event: 'started' });
  if (isWebApp(component)) startWebApp(cluster, component);
  const broker = brokerOf(component);
  if (broker === undefined) return;
  for (const { zeebe, history } of cluster.tenants) {
    zeebe.partitions.startBroker(broker);
    if (servesHistory(cluster)) startsWith(cluster, component, history.start());
  }
  electLeaders(cluster);
  cluster.configuration?.converge();
}

/** Every partition gets a new leader (or the same one again). */
export function changeLeaders({ tenants, configuration }: ClusterMachines): void {
  for (const { id, zeebe, context } of tenants) {
    const { partitions } = context.state.zeebe;
    for (const partition of partitions) {
      const others = zeebe.partitions
        .liveReplicas()
        .filter(
          ({ partitionId, broker }) => partitionId === partition.partitionId && broker !== partition.leader,
        );
      partition.leader = others[0]?.broker ?? partition.leader;
    }
    const ids = partitions.map(({ partitionId }) => partitionId);
    zeebe.backups.cancelRunning(ids);
    configuration?.leadersChanged(id, ids);
  }
}
