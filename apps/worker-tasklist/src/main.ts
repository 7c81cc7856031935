import { bootWorker } from '#app';
import { TasklistWorkerModule } from './tasklist-worker.module.ts';

void bootWorker('worker-tasklist', TasklistWorkerModule, 8183);
