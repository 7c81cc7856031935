import { bootWorker } from '#app';
import { partWorkerModule } from '#engine';

void bootWorker('worker-operate', partWorkerModule('operate'), 8182);
