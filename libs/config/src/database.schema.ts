import { z } from 'zod';
import { duration } from './duration.schema.ts';
import { absolutePath, shellCommand } from './shell-command.schema.ts';

/** Databases that Camunda supports in the place of a search engine. */
const DATABASES = ['postgresql', 'mariadb', 'mysql', 'oracle', 'mssql'] as const;

/** The relational database of an Orchestration Cluster (8.9 and later), and how the operator dumps it. */
export const databaseSchema = z.strictObject({
  kind: z.enum(DATABASES, { error: `must be one of ${DATABASES.join(', ')}` }),
  /** Dumps the whole database, and ends with 0 once the dump is complete and where it shall stay. */
  dump: shellCommand,
  /** Restores the dump of one backup in the place of what the database holds; needed for `restore`. */
  restore: shellCommand.optional(),
  /** Deletes the dump of one backup; left out, dumps stay until someone removes them. */
  deleteDump: shellCommand.optional(),
  /** Longest time for one of them. */
  timeout: duration('2h', { min: '1s', max: '7d' }),
  /** Where the state and output of commands is kept. Must survive a restart of Holdfast. */
  directory: absolutePath('/var/lib/holdfast/database').default('/var/lib/holdfast/database'),
});
