import { RestoreMachine } from '../elasticsearch/restore.machine.ts';
import type { WebAppName } from '../web-apps/web-app.state.ts';
import { webAppNames } from '../web-apps/web-app.state.ts';
import type { ClusterMachines } from './cluster.machines.ts';

const brokerOf = (component: string): number | undefined =>
  component.startsWith('broker-') ? Number(component.slice('broker-'.length)) : undefined;

const isWebApp = (component: string): component is WebAppName =>
  webAppNames.some((name) => name === component);

/** New leaders find the backups that the former ones were busy with, and mark the latest as failed. */
function electLeaders({ zeebe }: ClusterMachines): void {
  const changed = zeebe.partitions.electLeaders();
  zeebe.backups.cancelRunning(changed.filter((id) => zeebe.partitions.partition(id)?.leader !== null));
}

export function stopComponent(cluster: ClusterMachines, component: string): void {
  const { state } = cluster.context;
  if (state.stopped.includes(component)) return;
  cluster.zeebe.partitions.settle();
  state.stopped.push(component);
  cluster.context.record(component, 'component', { event: 'stopped' });
  if (brokerOf(component) !== undefined) {
    electLeaders(cluster);
    if (servesHistory(cluster)) cluster.history.restart(component);
  }
  if (isWebApp(component)) cluster.stores.parts[component].restart();
  if (component === 'elasticsearch') new RestoreMachine(cluster.context).forget();
}

/** From 8.8 on the brokers are the web applications as well. */
const servesHistory = ({ context }: ClusterMachines): boolean =>
  context.config.components.includes('webapps');

/** Why it cannot start now, if it cannot: the restore program is at work in its data directory. */
export function startProblem({ zeebe }: ClusterMachines, component: string): string | undefined {
  const broker = brokerOf(component);
  return broker !== undefined && zeebe.data.isRestoring(broker)
    ? `${component} is being restored.`
    : undefined;
}

/** It is not up before it has made the indices that it misses. */
function startWebApp({ context, stores }: ClusterMachines, app: WebAppName): void {
  const started = stores.parts[app].start();
  if (started instanceof Promise) context.startsUntil(app, started);
}

export function startComponent(cluster: ClusterMachines, component: string): void {
  const { state } = cluster.context;
  if (!state.stopped.includes(component) || startProblem(cluster, component) !== undefined) return;
  cluster.zeebe.partitions.settle();
  state.stopped = state.stopped.filter((name) => name !== component);
  cluster.context.record(component, 'component', { event: 'started' });
  if (isWebApp(component)) startWebApp(cluster, component);
  const broker = brokerOf(component);
  if (broker === undefined) return;
  cluster.zeebe.partitions.startBroker(broker);
  if (servesHistory(cluster)) cluster.history.start();
  electLeaders(cluster);
}

/** Every partition gets a new leader (or the same one again). */
export function changeLeaders({ zeebe, context }: ClusterMachines): void {
  const { state } = context;
  for (const partition of state.zeebe.partitions) {
    const others = zeebe.partitions
      .liveReplicas()
      .filter(
        ({ partitionId, broker }) => partitionId === partition.partitionId && broker !== partition.leader,
      );
    partition.leader = others[0]?.broker ?? partition.leader;
  }
  zeebe.backups.cancelRunning(state.zeebe.partitions.map(({ partitionId }) => partitionId));
}
