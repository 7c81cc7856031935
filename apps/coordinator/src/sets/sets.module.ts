import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { ChecksModule } from '../checks/checks.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { AdoptionsController } from './adoptions.controller.ts';
import { AdoptionsService } from './adoptions.service.ts';
import { DeletionAllowed } from './deletion-allowed.ts';
import { DeletionPreflight } from './deletion-preflight.ts';
import { DeletionsController } from './deletions.controller.ts';
import { DeletionsService } from './deletions.service.ts';
import { Keeper } from './keeper.ts';
import { Manifests } from './manifests.ts';
import { RetentionFactsReader } from './retention-facts.reader.ts';
import { SetProtection } from './set-protection.ts';
import { SetsController } from './sets.controller.ts';
import { Verifier } from './verifier.ts';

/** What can be done with one set: verify, delete, adopt, protect. */
@Module({
  imports: [CatalogueModule, ChecksModule, RunsModule, StoresModule],
  controllers: [AdoptionsController, DeletionsController, SetsController],
  providers: [
    AdoptionsService,
    DeletionAllowed,
    DeletionPreflight,
    DeletionsService,
    Keeper,
    Manifests,
    RetentionFactsReader,
    SetProtection,
    Verifier,
  ],
  exports: [DeletionPreflight, DeletionsService, RetentionFactsReader],
})
export class SetsModule {}
