import type { CoordinatorPart } from '../coordinator.part.ts';
import { LocksController } from './locks.controller.ts';
import { LocksService } from './locks.service.ts';

export const LOCKS: CoordinatorPart = { controllers: [LocksController], providers: [LocksService] };
