import { brokerEnvironment } from './broker.ts';
import { launchProgram } from './camunda.ts';
import type { Launch } from './component.ts';
import type { Cluster } from '../cluster.ts';

/** As a process it belongs to no component: it runs once, in the place of the broker, and ends. */
export const RESTORE = { name: 'restore', title: 'Restore' } as const;

export function prepareRestore(backupId: number, cluster: Cluster): Promise<Launch> {
  return launchProgram(
    {
      name: RESTORE.name,
      // Not with the other main classes: `bin/restore` of the distribution has it.
      mainClass: 'io.camunda.zeebe.restore.RestoreApp',
      env: brokerEnvironment(cluster),
      args: [`--backupId=${backupId}`],
    },
    cluster,
  );
}
