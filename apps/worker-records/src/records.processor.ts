import { Injectable } from '@nestjs/common';
import { Processor } from '@nestjs/bullmq';
import type { QueueName } from '#contracts';
import { WEB_APPS } from '#domain';
import { ClusterClients, StepProcessor, StepRunner, WORKER_OPTIONS } from '#engine';
import { CheckDeletedStep } from './steps/check-deleted.step.ts';
import { DeleteIndicesStep } from './steps/delete-indices.step.ts';
import { DeleteSnapshotsStep } from './steps/delete-snapshots.step.ts';
import { RehearseRestoreStep } from './steps/rehearse-restore.step.ts';
import { RestoreSnapshotsStep } from './steps/restore-snapshots.step.ts';
import { SnapshotRecordsStep } from './steps/snapshot-records.step.ts';

/** Serves the records queue: everything that is done to Elasticsearch itself. */
@Injectable()
@Processor('records' satisfies QueueName, WORKER_OPTIONS)
export class RecordsProcessor extends StepProcessor {
  // eslint-disable-next-line max-params -- one per step, as Nest injects them
  constructor(
    runner: StepRunner,
    clients: ClusterClients,
    snapshot: SnapshotRecordsStep,
    deleteSnapshots: DeleteSnapshotsStep,
    checkDeleted: CheckDeletedStep,
    rehearse: RehearseRestoreStep,
    deleteIndices: DeleteIndicesStep,
  ) {
    const restores = [...WEB_APPS, 'records' as const].map(
      (component) => new RestoreSnapshotsStep(component, clients),
    );
    super('records', runner, [snapshot, deleteSnapshots, checkDeleted, rehearse, deleteIndices, ...restores]);
  }
}
