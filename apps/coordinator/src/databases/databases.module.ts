import { Module } from '@nestjs/common';
import { DatabaseCommands } from './database-commands.ts';
import { DeleteDumpStep } from './delete-dump.step.ts';
import { DumpDatabaseStep } from './dump-database.step.ts';

/** Dumps the relational databases of clusters, and deletes dumps. */
@Module({
  providers: [DatabaseCommands, DeleteDumpStep, DumpDatabaseStep],
  exports: [DatabaseCommands, DeleteDumpStep, DumpDatabaseStep],
})
export class DatabasesModule {}
