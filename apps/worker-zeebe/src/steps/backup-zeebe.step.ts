import { Injectable } from '@nestjs/common';
import { StepFailure, type StepName } from '#domain';
import { backupPass, ClusterClients, Step, type PassResult, type StepContext } from '#engine';

/**
 * Backs up all partitions inside the pause. The backup API does not check the pause, so it is read before every
 * look and once more after the end: a set whose pause did not hold throughout is not consistent.
 */
@Injectable()
export class BackupZeebeStep extends Step {
  readonly name: StepName = 'backup-zeebe';
  override readonly insidePause = true;

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  /** Bounded by the pause budget. */
  deadlineMs(): null {
    return null;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { zeebe, partitions } = this.clients.of(context.cluster.name);
    const { partitionCount } = await partitions.topology(context.look());
    await this.requirePause(context);
    const { setId } = context.run;
    const result = await backupPass(
      {
        look: (call) => zeebe.look(setId, { ...call, expectedPartitions: partitionCount }),
        trigger: (call) => zeebe.trigger(setId, call),
      },
      context,
    );
    if (result.done) await this.requirePause(context);
    return result;
  }

  private async requirePause(context: StepContext): Promise<void> {
    const exporting = await this.clients.of(context.cluster.name).partitions.exporting(context.look());
    if (exporting === 'softPaused') return;
    if (exporting === 'unknown') {
      throw StepFailure.transient(
        'unexpected-answer',
        'not every partition shows its exporter phase; waiting for a leader',
        { component: 'zeebe' },
      );
    }
    throw StepFailure.permanent(
      'pause-broken',
      `exporting was ${exporting} while the Zeebe backup was taken; records and partitions do not belong together. Find out who resumed it, then run again.`,
      { component: 'zeebe', answer: exporting },
    );
  }
}
