import { Module } from '@nestjs/common';
import { ClustersModule } from '../clusters/clusters.module.ts';
import { OwnershipModule } from '../ownership/ownership.module.ts';
import { StoresModule } from '../redis/stores.module.ts';
import { CatalogueService } from './catalogue.service.ts';
import { CensusTaker } from './census-taker.ts';
import { IdRecovery } from './id-recovery.ts';
import { SetOwners } from './set-owners.ts';
import { SnapshotFigures } from './snapshot-figures.ts';

/** The backup sets of each cluster, as the stores show them. */
@Module({
  imports: [ClustersModule, OwnershipModule, StoresModule],
  providers: [CatalogueService, CensusTaker, IdRecovery, SetOwners, SnapshotFigures],
  exports: [CatalogueService, IdRecovery],
})
export class CatalogueModule {}
