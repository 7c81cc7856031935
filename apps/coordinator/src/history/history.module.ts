import { Module } from '@nestjs/common';
import { HistoryNeeds, HistoryTrimmer } from '#engine';
import { AccessModule } from '../access/access.module.ts';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { LeaderModule } from '../leader/leader.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { HistoryExport } from './history-export.ts';
import { HistoryLoop } from './history-loop.ts';
import { HistoryNeedsReader } from './history-needs.reader.ts';
import { HistoryController } from './history.controller.ts';

/** The records of runs as a whole: their export, and the removal of what is no longer kept. */
@Module({
  imports: [AccessModule, CatalogueModule, ClustersModule, LeaderModule, RunsModule, StoresModule],
  controllers: [HistoryController],
  providers: [
    HistoryExport,
    HistoryLoop,
    HistoryTrimmer,
    { provide: HistoryNeeds, useClass: HistoryNeedsReader },
  ],
})
export class HistoryModule {}
