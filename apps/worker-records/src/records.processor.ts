import { Inject, Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { StepProcessor, StepRunner, WORKER_OPTIONS } from '#step-worker';
import { SnapshotRecordsStep } from './steps/snapshot-records.step.ts';

/** Serves the records queue with its one step, `snapshot-records`. */
@Injectable()
@Processor('records' satisfies QueueName, WORKER_OPTIONS)
export class RecordsProcessor extends StepProcessor {
  constructor(
    @Inject(StepRunner) runner: StepRunner,
    @Inject(SnapshotRecordsStep) snapshot: SnapshotRecordsStep,
  ) {
    super(runner, [snapshot]);
  }
}
