import { Module } from '@nestjs/common';
import { CatalogueService } from './catalogue.service.ts';
import { IdRecovery } from './id-recovery.ts';
import { InventoryReader } from './inventory-reader.ts';
import { SetOwners } from './set-owners.ts';
import { SnapshotFactsReader } from './snapshot-facts.reader.ts';

/** The backup sets of each cluster, as the stores show them. */
@Module({
  providers: [CatalogueService, IdRecovery, InventoryReader, SetOwners, SnapshotFactsReader],
})
export class CatalogueModule {}
