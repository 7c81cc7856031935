import { generationOf, hasActuator } from '#domain';

/** What a cluster shows of itself at its management port. */
interface Seen {
  version: string | null;
  /** One application serves Zeebe, Operate and Tasklist (8.8 and later). */
  orchestration: boolean;
  zeebe: { actuators: readonly string[] };
}

/**
 * Whether a cluster seems to keep the data of Operate and Tasklist in a relational database: it has backups of Zeebe and no
 * history backup, which only a search engine has. The actuator may also just not be exposed, so a person has to look. Pure.
 */
export function seemsRelational({ orchestration, version, zeebe: { actuators } }: Seen): boolean {
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
