import { Module } from '@nestjs/common';
import { AlertsModule } from '../alerts/alerts.module.ts';
import { BackupsModule } from '../backups/backups.module.ts';
import { ChecksModule } from '../checks/checks.module.ts';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { PreflightModule } from '../preflight/preflight.module.ts';
import { SchedulesModule } from '../schedules/schedules.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { ClusterChecks } from './cluster-checks.ts';
import { ConfigurationChecks } from './configuration-checks.ts';
import { DoctorController } from './doctor.controller.ts';
import { DoctorService } from './doctor.service.ts';
import { OwnChecks } from './own-checks.ts';
import { PrivilegeChecks } from './privilege-checks.ts';
import { SchemaChecks } from './schema-checks.ts';

/** Checks the installation and each cluster on request. */
@Module({
  imports: [
    AlertsModule,
    BackupsModule,
    ChecksModule,
    ClustersModule,
    PreflightModule,
    SchedulesModule,
    StoresModule,
  ],
  controllers: [DoctorController],
  providers: [ClusterChecks, ConfigurationChecks, DoctorService, OwnChecks, PrivilegeChecks, SchemaChecks],
  exports: [DoctorService],
})
export class DoctorModule {}
