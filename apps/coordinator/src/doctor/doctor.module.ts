import { Module } from '@nestjs/common';
import { ClusterChecks } from './cluster-checks.ts';
import { DoctorController } from './doctor.controller.ts';
import { DoctorService } from './doctor.service.ts';
import { OwnChecks } from './own-checks.ts';
import { PrivilegeChecks } from './privilege-checks.ts';
import { SchemaChecks } from './schema-checks.ts';

/** Checks the installation and each cluster on request. */
@Module({
  controllers: [DoctorController],
  providers: [ClusterChecks, DoctorService, OwnChecks, PrivilegeChecks, SchemaChecks],
})
export class DoctorModule {}
