import { Inject, Injectable } from '@nestjs/common';
import { exportingPlace, type ClusterConfig, type HoldfastConfig } from '#config';
import type { JournalEntry } from '#contracts';
import { ClusterBusy, journalEntry, RunStore, type SlotClaim } from '#redis';
import { nameOf, type UnfencedRun } from '#domain';
import { inSpan, Metrics } from '#observability';
import { CONFIG, CONFIG_IN_FORCE, HOLDER, type ConfigInForce } from '#engine';
import { ProblemError } from '../http/problem.error.ts';
import { PreflightQueue } from './preflight-queue.ts';

/** Begins runs of every kind: one lock, one sequence of numbers, one way to say that a cluster is busy. */
@Injectable()
export class RunStarter {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly store: RunStore,
    private readonly metrics: Metrics,
    @Inject(HOLDER) private readonly holder: string,
    private readonly preflights: PreflightQueue,
    @Inject(CONFIG_IN_FORCE) private readonly inForce: ConfigInForce,
  ) {}

  /** A cheap look before anything else is asked; only `begin` decides. @throws ProblemError cluster-busy, UnreadableRecord */
  async refuseWhenBusy(name: string): Promise<void> {
    await this.store.requireNewest(name);
    const lock = await this.store.lock(name);
    if (!lock) return;
    this.metrics.locks.asked(name, 'busy');
    throw await this.busy(name, new ClusterBusy(name, lock));
  }

  /**
   * Takes the cluster's lock, records the run and queues its preflight. Not idempotent.
   * @param of the cluster as it was when the record was made: the run keeps that configuration
   * @param claim the planned time of a schedule for which it starts, taken in the same step
   * @throws ProblemError cluster-busy, unknown-cluster when the configuration no longer has it
   * @throws SlotTaken when the claim does not hold
   * @throws BackupIdTaken when its number is not above the last one
   * @throws UnreadableRecord when another build wrote the last run or the state, in a form that this one cannot read
   */
  async begin<Run extends UnfencedRun>(
    record: Run,
    of: Pick<ClusterConfig, 'fingerprint' | 'zeebe' | 'tenant'>,
    claim?: SlotClaim,
  ): Promise<Run & { fence: number }> {
    const { cluster, kind, number, runId } = record;
    const entry = this.entry('run-accepted', `${nameOf(record)} accepted`);
    return inSpan(
      'run',
      { 'holdfast.cluster': cluster, 'holdfast.kind': kind, 'holdfast.number': number },
      async () => {
        const began = { configuration: of.fingerprint, place: exportingPlace(of) };
        const fence = await this.take(record, { entry, claim, ...began });
        await this.preflights.add({ cluster, kind, number, runId, fence });
        return { ...record, fence };
      },
    );
  }

  entry(type: JournalEntry['type'], message: string): JournalEntry {
    return journalEntry({ type, by: this.holder, message });
  }

  private async take(
    record: UnfencedRun,
    given: { entry: JournalEntry; claim: SlotClaim | undefined; configuration: string; place: string },
  ): Promise<number> {
    const { clusters } = this.inForce.now;
    const isConfigured = clusters.some(({ name }) => name === record.cluster);
    if (!isConfigured || this.inForce.leaving.has(record.cluster))
      throw new ProblemError(
        'unknown-cluster',
        `Cluster "${record.cluster}" is no longer configured. It is shown until its last run has ended; no other is started.`,
      );
    try {
      return await this.store.begin(record, {
        holder: this.holder,
        leaseMs: this.config.lock.lease,
        now: new Date(),
        ...given,
      });
    } catch (error) {
      if (error instanceof ClusterBusy) throw await this.busy(record.cluster, error);
      throw error;
    }
  }

  private async busy(name: string, { lock }: ClusterBusy): Promise<ProblemError> {
    const run = await this.store.find(name, lock.number);
    const running = run?.steps.filter((step) => step.state === 'running').map((step) => step.name) ?? [];
    const step = running.length > 0 ? running.join(', ') : (run?.phase ?? 'starting');
    const since = Date.parse(run?.requestedAt ?? lock.acquiredAt);
    const ageSeconds = Math.max(0, Math.round((Date.now() - since) / 1000));
    const detail =
      `Cluster "${name}" is busy with ${nameOf(lock)}: at ${step}, started ${ageSeconds} s ago, ` +
      `${lock.holder === '' ? 'its lease ran out and it has not ended yet' : `held by ${lock.holder}`}, with fence ${lock.fence}. ` +
      'Wait for it, or cancel it.';
    return new ProblemError('cluster-busy', detail, { lock: { ...lock, step, ageSeconds } });
  }
}
