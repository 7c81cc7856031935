import { RestoreMachine } from '../elasticsearch/restore.machine.ts';
import type { ClusterContext } from './cluster.context.ts';
import type { ClusterTask } from './cluster.task.ts';
import { changeLeaders, startComponent, stopComponent } from './lifecycle.ts';
import type { ClusterMachines } from './cluster.machines.ts';

/** A store that fails to delete keeps what it has; no caller waits for the answer. */
function vanish(context: ClusterContext, deletion: boolean | Promise<boolean>): void {
  if (!(deletion instanceof Promise)) return;
  deletion
    .catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      context.record('zeebe', 'component', { event: 'backup store fails', reason });
    })
    .finally(() => context.changed());
}

/** Hands a task that has fallen due to the machine it belongs to. */
export function performTask(cluster: ClusterMachines, task: ClusterTask): void {
  const tenant = cluster.tenants.find(({ id }) => id === task.tenant);
  const { snapshots, configuration } = cluster;
  const { zeebe, context } = tenant ?? cluster;
  const webApps = tenant === undefined ? cluster.webApps : { ...cluster.webApps, webapps: tenant.webapps };
  switch (task.kind) {
    case 'partition-backup-starts':
      zeebe.backups.startPartition(task.backupId, task.partitionId);
      return;
    case 'partition-backup-ends':
      zeebe.backups.endPartition(task.backupId, task.partitionId);
      return;
    case 'backup-vanishes':
      // Partitions refuse to delete what their own log knows nothing of, although the answer was a 204.
      if (task.backupId > zeebe.backups.latestCheckpointId()) return;
      context.state.zeebe.deletedBackups = [...(context.state.zeebe.deletedBackups ?? []), task.backupId];
      vanish(context, zeebe.backups.delete(task.backupId));
      return;
    case 'leader-changes':
      changeLeaders(cluster);
      return;
    case 'exporting-changes':
      zeebe.exporting.change(task.phase);
      return;
    case 'part-starts':
      webApps[task.app].startPart(task);
      return;
    case 'part-ends':
      webApps[task.app].endPart(task);
      return;
    case 'parts-vanish':
      webApps[task.app].deleteParts(task.backupId);
      return;
    case 'snapshot-ends':
      snapshots.end(task.repository, task.uuid, task.outcome);
      return;
    case 'component-stops':
      stopComponent(cluster, task.component);
      return;
    case 'broker-restored':
      zeebe.data.finishRestore(task.broker, task.backupId);
      return;
    case 'restore-ends':
      new RestoreMachine(context).end(task.restoreUuid);
      return;
    case 'component-returns':
      startComponent(cluster, task.component);
      return;
    case 'change-proceeds':
      configuration?.proceed(task.changeId);
      return;
    case 'wakes':
      return;
    case 'refusal-ends':
      context.faults.endRefusal(task.faultId);
      return;
  }
}
