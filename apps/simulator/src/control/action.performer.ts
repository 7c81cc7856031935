import type { ClusterHost } from '../cluster/cluster.host.ts';
import { changeLeaders, startComponent, stopComponent } from '../cluster/lifecycle.ts';
import { coversComponent } from '../faults/fault.registry.ts';
import { storedIndex } from '../elasticsearch/initial-elasticsearch.state.ts';
import { removeTemplates } from '../elasticsearch/template.routes.ts';
import type { Action } from './action.schema.ts';

type Of<Name extends Action['action']> = Extract<Action, { action: Name }>;

function affected({ components }: ClusterHost, component: string): string[] {
  return components.filter((candidate) => coversComponent(component, candidate));
}

function restart(host: ClusterHost, component: string, downMs: number): string | undefined {
  const components = affected(host, component);
  if (components.length === 0) return `This cluster has no component ${component}.`;
  for (const name of components) {
    stopComponent(host.cluster, name);
    host.cluster.context.timeline.after(downMs, { kind: 'component-returns', component: name });
  }
  return undefined;
}

function setRunning(host: ClusterHost, { action, component }: Of<'stop' | 'start'>): string | undefined {
  const components = affected(host, component);
  if (components.length === 0) return `This cluster has no component ${component}.`;
  for (const name of components) {
    if (action === 'stop') stopComponent(host.cluster, name);
    else startComponent(host.cluster, name);
  }
  return undefined;
}

function putIndex({ cluster }: ClusterHost, { name, shards, docs, bytes }: Of<'putIndex'>): void {
  const { elasticsearch } = cluster.state;
  elasticsearch.indices = elasticsearch.indices.filter((index) => index.name !== name);
  elasticsearch.indices.push(storedIndex({ name, shards, docs, bytes }));
}

/** Does what is asked, or says why not. */
export function performAction(host: ClusterHost, action: Action): string | undefined {
  const { zeebe, state } = host.cluster;
  switch (action.action) {
    case 'restart':
      return restart(host, action.component, action.downMs);
    case 'restartBroker':
      return restart(host, `broker-${action.broker}`, action.downMs);
    case 'restartOperate':
      return restart(host, 'operate', action.downMs);
    case 'restartTasklist':
      return restart(host, 'tasklist', action.downMs);
    case 'restartOptimize':
      return restart(host, 'optimize', action.downMs);
    case 'stop':
    case 'start':
      return setRunning(host, action);
    case 'leaderChange':
      changeLeaders(host.cluster);
      break;
    case 'pauseExporting':
      zeebe.exporting.change(action.soft ? 'SOFT_PAUSED' : 'PAUSED');
      break;
    case 'resumeExporting':
      zeebe.exporting.change('EXPORTING');
      break;
    case 'removePauseFiles':
      zeebe.partitions.removePauseFiles(action.broker);
      break;
    case 'placeStaleBackup':
      zeebe.backups.placeStale(action.backupId, action.createdAt);
      break;
    case 'losePartitionBackup':
      zeebe.backups.losePartition(action.backupId, action.partitionId);
      break;
    case 'putIndex':
      putIndex(host, action);
      break;
    case 'removeTemplates':
      removeTemplates(state.elasticsearch, action.prefix);
      break;
    case 'loseSnapshotFile':
      return host.cluster.snapshots.loseFile(action.repository, action.snapshot, action.file)
        ? undefined
        : `There is no snapshot ${action.snapshot} with indices in repository ${action.repository}.`;
    case 'deleteIndex':
      state.elasticsearch.indices = state.elasticsearch.indices.filter(({ name }) => name !== action.name);
      break;
  }
  return undefined;
}
