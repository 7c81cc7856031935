import type { CoordinatorPart } from '../coordinator.part.ts';
import { AdoptionsController } from './adoptions.controller.ts';
import { AdoptionsService } from './adoptions.service.ts';
import { Identities } from './identities.ts';
import { OwnerChecks } from './owner.checks.ts';
import { OwnerMarkers } from './owner-markers.ts';

export const OWNERSHIP: CoordinatorPart = {
  controllers: [AdoptionsController],
  providers: [Identities, OwnerMarkers, OwnerChecks, AdoptionsService],
};
