import { Module, type DynamicModule } from '@nestjs/common';
import type { HoldfastConfig } from '#config';
import { HealthModule } from '#app';
import { FinalizeModule } from '#engine';
import { AccessModule } from './access/access.module.ts';
import { AlertsModule } from './alerts/alerts.module.ts';
import { BackupsModule } from './backups/backups.module.ts';
import { CatalogueModule } from './catalogue/catalogue.module.ts';
import { ChecksModule } from './checks/checks.module.ts';
import { ClustersModule } from './clusters/clusters.module.ts';
import { DoctorModule } from './doctor/doctor.module.ts';
import { ExportingModule } from './exporting/exporting.module.ts';
import { GaugesModule } from './gauges/gauges.module.ts';
import { HistoryModule } from './history/history.module.ts';
import { LatePartsModule } from './late-parts/late-parts.module.ts';
import { LeaderModule } from './leader/leader.module.ts';
import { LocksModule } from './locks/locks.module.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';
import { OverviewModule } from './overview/overview.module.ts';
import { OwnershipModule } from './ownership/ownership.module.ts';
import { PreflightModule } from './preflight/preflight.module.ts';
import { RestoresModule } from './restores/restores.module.ts';
import { RetentionModule } from './retention/retention.module.ts';
import { RunsModule } from './runs/runs.module.ts';
import { SchedulesModule } from './schedules/schedules.module.ts';
import { SetsModule } from './sets/sets.module.ts';
import { SupervisionModule } from './supervision/supervision.module.ts';
import { SupportModule } from './support/support.module.ts';
import { bullBoardModules } from './http/bull-board.ts';
import { QueuesModule } from './redis/queues.module.ts';

/** The coordinator: one module for each resource of the API, and for each thing that it does at intervals. */
@Module({})
export class CoordinatorModule {
  static forRoot(config: HoldfastConfig): DynamicModule {
    return {
      module: CoordinatorModule,
      imports: [
        AccessModule,
        FinalizeModule,
        HealthModule,
        QueuesModule,
        AlertsModule,
        BackupsModule,
        CatalogueModule,
        ChecksModule,
        ClustersModule,
        DoctorModule,
        ExportingModule,
        GaugesModule,
        HistoryModule,
        LatePartsModule,
        LeaderModule,
        LocksModule,
        NotificationsModule,
        OverviewModule,
        OwnershipModule,
        PreflightModule,
        RestoresModule,
        RetentionModule,
        RunsModule,
        SchedulesModule,
        SetsModule,
        SupervisionModule,
        SupportModule,
        ...bullBoardModules(config),
      ],
    };
  }
}
