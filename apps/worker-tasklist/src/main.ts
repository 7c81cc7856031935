import { bootWorker } from '#step-worker';
import { TasklistWorkerModule } from './tasklist-worker.module.ts';

void bootWorker('worker-tasklist', TasklistWorkerModule, 8183);
