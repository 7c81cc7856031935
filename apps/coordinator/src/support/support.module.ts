import { Module } from '@nestjs/common';
import { ClusterFiles } from './cluster-files.ts';
import { OwnFiles } from './own-files.ts';
import { QueueFiles } from './queue-files.ts';
import { SupportBundle } from './support-bundle.ts';
import { SupportController } from './support.controller.ts';

/** The support bundle. */
@Module({
  controllers: [SupportController],
  providers: [ClusterFiles, OwnFiles, QueueFiles, SupportBundle],
})
export class SupportModule {}
