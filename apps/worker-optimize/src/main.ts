import { bootWorker } from '#app';
import { OptimizeWorkerModule } from './optimize-worker.module.ts';

void bootWorker('worker-optimize', OptimizeWorkerModule, 8184);
