import { bootWorker } from '#app';
import { ZeebeWorkerModule } from './zeebe-worker.module.ts';

void bootWorker('worker-zeebe', ZeebeWorkerModule, 8181);
