import type { CoordinatorPart } from '../coordinator.part.ts';
import { LateParts } from './late-parts.ts';

export const LATE_PARTS: CoordinatorPart = { controllers: [], providers: [LateParts] };
