import type { CoordinatorPart } from '../coordinator.part.ts';
import { ExportingController } from './exporting.controller.ts';
import { ExportingService } from './exporting.service.ts';

export const EXPORTING: CoordinatorPart = {
  controllers: [ExportingController],
  providers: [ExportingService],
};
