import { Module } from '@nestjs/common';
import { BackupsController } from './backups.controller.ts';
import { BackupsService } from './backups.service.ts';
import { ClusterFactsReader } from './cluster-facts.reader.ts';

/** Backups: start one, list them, read one. */
@Module({
  controllers: [BackupsController],
  providers: [BackupsService, ClusterFactsReader],
})
export class BackupsModule {}
