import { generationOf, hasActuator } from '#domain';
import type { FoundCluster } from './probe-cluster.ts';

/**
 * Whether a cluster seems to keep the data of Operate and Tasklist in a relational database: it has backups of Zeebe and no
 * history backup, which only a search engine has. The actuator may also just not be exposed, so a person has to look. Pure.
 */
export function seemsRelational({
  orchestration,
  version,
  zeebe: { actuators },
}: Pick<FoundCluster, 'orchestration' | 'version' | 'zeebe'>): boolean {
  if (!orchestration || version === null) return false;
  const shape = { orchestration, rest: false, relational: true };
  return (
    generationOf(version, shape) !== null &&
    hasActuator(actuators, 'backupRuntime') &&
    !hasActuator(actuators, 'backupHistory')
  );
}

/** To be completed: nothing shows the kind of the database, or how to dump it. */
export const DATABASE_SKETCH = {
  kind: 'postgresql',
  dump: 'pg_dump --format=custom --file=/backups/camunda-$HOLDFAST_BACKUP_ID.dump camunda',
} as const;

export const DATABASE_REMEDY =
  'The cluster has no history backup, so it seems to be on a relational database. Correct its kind and the command that dumps it (docs/relational.md); on a search engine, expose the actuator "backupHistory" and probe again.';
