import type { DatabaseConfig } from '#config';
import type { PreflightCheck } from '#domain';
import { check, CheckFailed } from '../checks/check.ts';
import type { DatabaseCommands } from './database-commands.ts';

/** The shell can read the commands, their programs are there, and their state can be kept. Runs none of them. */
export function databaseCheck(commands: DatabaseCommands, database: DatabaseConfig): Promise<PreflightCheck> {
  return check({ name: 'database-commands', component: 'database' }, async () => {
    const results = await commands.check(database);
    const failed = results.filter(({ ok }) => !ok);
    if (failed.length === 0) return 'the commands for the database can be run';
    const messages = failed.map(({ message }) => message).join(' ');
    throw new CheckFailed(messages, failed.map(({ remedy }) => remedy ?? '').join(' '));
  });
}
