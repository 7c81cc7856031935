import { bootWorker } from '#app';
import { OperateWorkerModule } from './operate-worker.module.ts';

void bootWorker('worker-operate', OperateWorkerModule, 8182);
