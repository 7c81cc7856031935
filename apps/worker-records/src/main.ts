import { bootWorker } from '#app';
import { RecordsWorkerModule } from './records-worker.module.ts';

void bootWorker('worker-records', RecordsWorkerModule, 8185);
