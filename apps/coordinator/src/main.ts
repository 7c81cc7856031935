import { boot } from '#step-worker';
import { COORDINATOR } from './coordinator.app.ts';

void boot(COORDINATOR);
