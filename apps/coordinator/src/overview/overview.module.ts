import { Module } from '@nestjs/common';
import { ClusterOverviewReader } from './cluster-overview.reader.ts';
import { ExportingReader } from './exporting.reader.ts';
import { LastGood } from './last-good.ts';
import { OverviewController } from './overview.controller.ts';
import { OverviewService } from './overview.service.ts';
import { OverviewStream } from './overview-stream.ts';

/** The state of every cluster on one page, also as a stream. */
@Module({
  controllers: [OverviewController],
  providers: [ClusterOverviewReader, ExportingReader, LastGood, OverviewService, OverviewStream],
})
export class OverviewModule {}
