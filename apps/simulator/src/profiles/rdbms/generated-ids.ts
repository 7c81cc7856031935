import { isRelational } from '../generation.ts';
import type { ClusterContext } from '../../cluster/cluster.context.ts';
import type { ZeebeComponent } from '../../zeebe/zeebe.component.ts';
import { runtimeDialect } from '../8.8/runtime-texts.ts';

/** Whether the cluster chooses the ids: with continuous backups or a schedule, which an RDBMS cluster always has. */
export const generatesIds = ({ config, state }: ClusterContext): boolean =>
  isRelational(config) || (runtimeDialect(config.version).since89 && state.settings.zeebe.generatedIds);

/** Milliseconds since 1970; never an id that was used. */
export const nextGeneratedId = ({ cluster, backups }: ZeebeComponent): number =>
  Math.max(Math.floor(cluster.now()), backups.latestCheckpointId() + 1);

/** What the scheduler of the cluster does at its time, or why it cannot. */
export function takeScheduledBackup(zeebe: ZeebeComponent): string | undefined {
  if (!generatesIds(zeebe.cluster)) return 'This cluster has no schedule: it does not choose the ids itself.';
  zeebe.backups.take(nextGeneratedId(zeebe), { type: 'SCHEDULED_BACKUP' });
  return undefined;
}
