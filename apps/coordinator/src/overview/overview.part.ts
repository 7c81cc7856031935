import type { CoordinatorPart } from '../coordinator.part.ts';
import { ClusterWatch } from './cluster-watch.ts';
import { ExportingWatch } from './exporting-watch.ts';
import { LastGood } from './last-good.ts';
import { OverviewController } from './overview.controller.ts';
import { OverviewService } from './overview.service.ts';
import { OverviewStream } from './overview-stream.ts';

export const OVERVIEW: CoordinatorPart = {
  controllers: [OverviewController],
  providers: [ClusterWatch, ExportingWatch, LastGood, OverviewService, OverviewStream],
};
