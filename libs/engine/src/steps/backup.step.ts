import type { ClusterConfig, HoldfastConfig } from '#config';
import { StepFailure, type BackedUp, type StepName } from '#domain';
import type { BackupApi } from '#camunda';
import type { ClusterClients } from '../cluster-clients.ts';
import { backupPass } from './backup-pass.ts';
import { rangedPass } from './ranged-pass.ts';
import { requirePause } from './require-pause.ts';
import { requireVersion } from './require-version.ts';
import { Step, type PassResult, type StepContext } from './step.ts';

interface Expected {
  expectedPartitions?: number;
}

/**
 * Backs up one part through the backup API of its component: the same for all of them. No backup API checks the pause, so
 * inside one it is read before every look and once more after the end: a set whose pause did not hold throughout is not
 * consistent. Nor is one of two versions, so the version is read before the backup is asked for and once it is done.
 */
export class BackupStep extends Step {
  readonly name: StepName;

  constructor(
    private readonly part: BackedUp,
    private readonly clients: ClusterClients,
    private readonly config: HoldfastConfig,
  ) {
    super();
    this.name = `backup-${part}`;
  }

  /** Inside a pause, the partitions of Zeebe are bounded by its budget alone. */
  deadlineMs({ database }: ClusterConfig): number | null {
    return this.part === 'zeebe' && database === undefined ? null : this.config.steps.webAppDeadline;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const clients = this.clients.of(context.cluster.name);
    const api = clients.backups[this.part];
    if (!api) throw this.notConfigured(context);
    const partitions =
      this.part === 'zeebe' ? (await clients.topology.topology(context.look())).partitionCount : null;
    if (context.memory.acceptedAt === null) await requireVersion(this.clients, context, this.part);
    if (context.insidePause) await requirePause(this.clients, context);
    const expected = partitions === null ? {} : { expectedPartitions: partitions };
    const result =
      this.part === 'zeebe' && clients.generated
        ? await rangedPass({ backups: clients.backups, generated: clients.generated }, context, expected)
        : await this.underSetId(api, context, expected);
    if (!result.done) return result;
    await requireVersion(this.clients, context, this.part);
    if (context.insidePause) await requirePause(this.clients, context);
    return result;
  }

  private underSetId(api: BackupApi, context: StepContext, expected: Expected): Promise<PassResult> {
    const { setId } = context.run;
    return backupPass(
      {
        look: (call) => api.look(setId, { ...call, ...expected }),
        trigger: (call) => api.trigger(setId, call),
      },
      context,
    );
  }

  private notConfigured({ cluster }: StepContext): StepFailure {
    const message = `${this.part} is not configured for cluster "${cluster.name}"`;
    return StepFailure.permanent('refused', message, { component: this.part });
  }
}
