import { Module } from '@nestjs/common';
import { DatabaseCommands } from './database-commands.ts';
import { DeleteDumpStep } from './delete-dump.step.ts';
import { DumpDatabaseStep } from './dump-database.step.ts';
import { RestoreDatabaseStep } from './restore-database.step.ts';

/** Dumps the relational databases of clusters, restores them, and deletes dumps. */
@Module({
  providers: [DatabaseCommands, DeleteDumpStep, DumpDatabaseStep, RestoreDatabaseStep],
  exports: [DatabaseCommands, DeleteDumpStep, DumpDatabaseStep, RestoreDatabaseStep],
})
export class DatabasesModule {}
