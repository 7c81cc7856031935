import { boot } from '#app';
import { COORDINATOR } from './coordinator.app.ts';

void boot(COORDINATOR);
