import { Module } from '@nestjs/common';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { OwnershipModule } from '../ownership/ownership.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { CatalogueService } from './catalogue.service.ts';
import { IdRecovery } from './id-recovery.ts';
import { InventoryReader } from './inventory-reader.ts';
import { SetOwners } from './set-owners.ts';
import { SetSizes } from './set-sizes.ts';
import { SnapshotFactsReader } from './snapshot-facts.reader.ts';

/** The backup sets of each cluster, as the stores show them. */
@Module({
  imports: [ClustersModule, OwnershipModule, RunsModule, StoresModule],
  providers: [CatalogueService, IdRecovery, InventoryReader, SetOwners, SetSizes, SnapshotFactsReader],
  exports: [CatalogueService, IdRecovery, SetSizes],
})
export class CatalogueModule {}
