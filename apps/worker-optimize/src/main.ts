import { bootWorker } from '#step-worker';
import { OptimizeWorkerModule } from './optimize-worker.module.ts';

void bootWorker('worker-optimize', OptimizeWorkerModule, 8184);
