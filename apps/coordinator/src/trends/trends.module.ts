import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { LeaderModule } from '../leader/leader.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { SchedulesModule } from '../schedules/schedules.module.ts';
import { CalendarService } from './calendar.service.ts';
import { RunWindowReader } from './run-window.ts';
import { SizeNotesLoop } from './size-notes.loop.ts';
import { TrendsController } from './trends.controller.ts';
import { TrendsService } from './trends.service.ts';
import { UsualTimesReader } from './usual-times.ts';

/** How backups develop, how long they usually take, and what is planned. */
@Module({
  imports: [CatalogueModule, ClustersModule, LeaderModule, SchedulesModule, StoresModule],
  controllers: [TrendsController],
  providers: [CalendarService, RunWindowReader, SizeNotesLoop, TrendsService, UsualTimesReader],
  exports: [UsualTimesReader],
})
export class TrendsModule {}
