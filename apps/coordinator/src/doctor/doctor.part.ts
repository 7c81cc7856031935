import type { CoordinatorPart } from '../coordinator.part.ts';
import { ClusterChecks } from './cluster-checks.ts';
import { DoctorController } from './doctor.controller.ts';
import { DoctorService } from './doctor.service.ts';
import { PrivilegeChecks } from './privilege-checks.ts';
import { OwnChecks } from './own-checks.ts';

export const DOCTOR: CoordinatorPart = {
  controllers: [DoctorController],
  providers: [DoctorService, OwnChecks, ClusterChecks, PrivilegeChecks],
};
