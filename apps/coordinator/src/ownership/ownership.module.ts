import { Module } from '@nestjs/common';
import { Identities } from './identities.ts';
import { OwnerChecks } from './owner.checks.ts';
import { OwnerMarkers } from './owner-markers.ts';

/** Proves whose a set is. */
@Module({
  providers: [Identities, OwnerChecks, OwnerMarkers],
  exports: [Identities, OwnerChecks, OwnerMarkers],
})
export class OwnershipModule {}
