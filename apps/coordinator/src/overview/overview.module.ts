import { ActionsModule } from '../actions/actions.module.ts';
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.ts';
import { AlertsModule } from '../alerts/alerts.module.ts';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { SchedulesModule } from '../schedules/schedules.module.ts';
import { TrendsModule } from '../trends/trends.module.ts';
import { ClusterOverviewReader } from './cluster-overview.reader.ts';
import { ExportingReader } from './exporting.reader.ts';
import { LastBackup } from './last-backup.ts';
import { LastGood } from './last-good.ts';
import { OverviewController } from './overview.controller.ts';
import { OverviewService } from './overview.service.ts';
import { OverviewStream } from './overview-stream.ts';

/** The state of every cluster on one page, also as a stream. */
@Module({
  imports: [
    ActionsModule,
    AccessModule,
    AlertsModule,
    CatalogueModule,
    RunsModule,
    SchedulesModule,
    TrendsModule,
  ],
  controllers: [OverviewController],
  providers: [ClusterOverviewReader, ExportingReader, LastBackup, LastGood, OverviewService, OverviewStream],
})
export class OverviewModule {}
