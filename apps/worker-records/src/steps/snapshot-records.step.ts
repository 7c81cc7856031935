import { Injectable } from '@nestjs/common';
import { indexPatternsOf } from '#config';
import {
  documentsByFamily,
  isOwnIndex,
  recordsSnapshotName,
  recordsStem,
  StepFailure,
  versioned,
  versionsOf,
  type StepName,
} from '#domain';
import { isSmallMetadata } from '#search';
import { backupPass, ClusterClients, Step, type PassResult, type StepContext } from '#engine';

/**
 * Snapshots the exported Zeebe records inside the pause. Elasticsearch calls a snapshot of nothing a success, so
 * the indices are counted before, and the result must hold some. Where no component needs the records, a snapshot of nothing
 * is as good: its metadata still proves whose the set is.
 */
@Injectable()
export class SnapshotRecordsStep extends Step {
  readonly name: StepName = 'snapshot-records';

  constructor(private readonly clients: ClusterClients) {
    super();
  }

  /** Bounded by the pause budget. */
  deadlineMs(): null {
    return null;
  }

  async pass(context: StepContext): Promise<PassResult> {
    const { records } = this.clients.of(context.cluster.name);
    const { repository, indexPrefix, required } = context.cluster.records;
    const pattern = `${recordsStem(indexPrefix)}*`;
    const snapshot = recordsSnapshotName(context.run.setId);
    const isNew = context.memory.acceptedAt === null;
    if (required && isNew && (await records.countIndices(pattern, context.look())) === 0) {
      throw StepFailure.permanent(
        'empty-snapshot',
        `no index matches ${pattern}; a snapshot would hold nothing. Check clusters[].records.indexPrefix against the exporter's index prefix.`,
        { component: 'records' },
      );
    }
    const result = await backupPass(
      {
        look: (call) => records.look(repository, snapshot, { ...call, mayBeEmpty: !required }),
        trigger: async (call) => {
          const positions = await this.positions(context);
          context.measure({ positions });
          const metadata = this.metadata(context, positions);
          await records.create({ repository, snapshot, indices: [pattern], metadata }, call);
          return `snapshot ${snapshot} accepted`;
        },
      },
      context,
    );
    if (result.done) context.measure({ documents: await this.documents(context) });
    return result;
  }

  /**
   * Documents by index family, counted inside the pause: what a restore of this set must bring back. A set without the
   * count is as good; it only cannot be compared.
   */
  private async documents(context: StepContext): Promise<Record<string, number> | null> {
    const { restores } = this.clients.of(context.cluster.name);
    const indices = await restores
      .indices(indexPatternsOf(context.cluster), context.look())
      .catch(() => null);
    const { indexSpace } = context.cluster;
    return indices && documentsByFamily(indices.filter(({ name }) => isOwnIndex(name, indexSpace)));
  }

  /** Proves from the repository alone whose set this is, also after Redis lost the run. */
  private metadata(context: StepContext, positions: Record<string, number>): Record<string, unknown> {
    const { setId, runId, fence, procedure, version } = context.run;
    const versions = versionsOf(context.run);
    const cluster = context.cluster.name;
    const { installation = null, engine = null, prefix = null } = context.identity ?? {};
    const who = versioned('snapshot', { runId, fence, version, cluster, installation, engine, prefix });
    // Of hundreds of partitions the positions do not fit; the run's own record has them, too. Who took it always does.
    const sizes = [{ ...who, procedure, versions, positions }, { ...who, procedure, versions }, who];
    const fitting = sizes.find((holdfast) => isSmallMetadata({ backupId: setId, holdfast }));
    return { backupId: setId, holdfast: fitting ?? who };
  }

  /** How far each partition had exported, for the record; a snapshot without it is as good. */
  private async positions(context: StepContext): Promise<Record<string, number>> {
    const { topology } = this.clients.of(context.cluster.name);
    const replicas = await topology.read(context.look()).catch(() => []);
    return Object.fromEntries(
      replicas
        .filter((replica) => replica.role === 'LEADER' && replica.exportedPosition !== null)
        .map((replica) => [String(replica.partitionId), replica.exportedPosition ?? 0]),
    );
  }
}
