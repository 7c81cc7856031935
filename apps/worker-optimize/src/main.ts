import { bootWorker } from '#app';
import { partWorkerModule } from '#engine';

void bootWorker('worker-optimize', partWorkerModule('optimize'), 8184);
