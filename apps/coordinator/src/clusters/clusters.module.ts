import { Module } from '@nestjs/common';
import { Clusters } from './clusters.ts';
import { ClustersController } from './clusters.controller.ts';
import { ClustersService } from './clusters.service.ts';

/** The configured clusters. */
@Module({
  controllers: [ClustersController],
  providers: [Clusters, ClustersService],
  exports: [Clusters],
})
export class ClustersModule {}
