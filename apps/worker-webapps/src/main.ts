import { bootWorker } from '#app';
import { partWorkerModule } from '#engine';

void bootWorker('worker-webapps', partWorkerModule('webapps'), 8186);
