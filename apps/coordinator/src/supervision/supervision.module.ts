import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.ts';
import { RunsModule } from '../runs/runs.module.ts';
import { LeaseKeeper } from './lease-keeper.ts';

/** Keeps runs going when the process that began them is gone. */
@Module({
  imports: [CatalogueModule, RunsModule],
  providers: [LeaseKeeper],
})
export class SupervisionModule {}
