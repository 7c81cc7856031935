import type { CoordinatorPart } from '../coordinator.part.ts';
import { ClusterFiles } from './cluster-files.ts';
import { OwnFiles } from './own-files.ts';
import { QueueFiles } from './queue-files.ts';
import { SupportBundle } from './support-bundle.ts';
import { SupportController } from './support.controller.ts';

export const SUPPORT: CoordinatorPart = {
  controllers: [SupportController],
  providers: [SupportBundle, OwnFiles, QueueFiles, ClusterFiles],
};
