import { bootWorker } from '#step-worker';
import { OperateWorkerModule } from './operate-worker.module.ts';

void bootWorker('worker-operate', OperateWorkerModule, 8182);
