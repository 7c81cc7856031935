import { bootWorker } from '#app';
import { partWorkerModule } from '#engine';

void bootWorker('worker-tasklist', partWorkerModule('tasklist'), 8183);
