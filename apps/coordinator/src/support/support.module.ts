import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.ts';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { ChecksModule } from '../checks/checks.module.ts';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { DoctorModule } from '../doctor/doctor.module.ts';
import { ExportingModule } from '../exporting/exporting.module.ts';
import { RetentionModule } from '../retention/retention.module.ts';
import { SchedulesModule } from '../schedules/schedules.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { ClusterFiles } from './cluster-files.ts';
import { OwnFiles } from './own-files.ts';
import { QueueFiles } from './queue-files.ts';
import { SupportBundle } from './support-bundle.ts';
import { SupportController } from './support.controller.ts';

/** The support bundle. */
@Module({
  imports: [
    AlertsModule,
    CatalogueModule,
    ChecksModule,
    ClustersModule,
    DoctorModule,
    ExportingModule,
    RetentionModule,
    SchedulesModule,
    StoresModule,
  ],
  controllers: [SupportController],
  providers: [ClusterFiles, OwnFiles, QueueFiles, SupportBundle],
})
export class SupportModule {}
