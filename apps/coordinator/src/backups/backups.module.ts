import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { BackupsController } from './backups.controller.ts';
import { BackupsService } from './backups.service.ts';
import { ClusterFactsReader } from './cluster-facts.reader.ts';

/** Backups: start one, list them, read one. */
@Module({
  imports: [CatalogueModule, RunsModule],
  controllers: [BackupsController],
  providers: [BackupsService, ClusterFactsReader],
  exports: [BackupsService, ClusterFactsReader],
})
export class BackupsModule {}
