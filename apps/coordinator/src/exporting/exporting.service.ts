import { Inject, Injectable } from '@nestjs/common';
import { resumedInWords, resumeReachable } from '#camunda';
import type { ClusterConfig, HoldfastConfig } from '#config';
import type { Exporting } from '#contracts';
import { applicableIntent, nameOf, reachInWords, type PauseOwner } from '#domain';
import type { CallOptions } from '#http';
import { Metrics } from '#observability';
import { ClusterClients, CONFIG, knownFirst, ObservedExporting, PauseMemory, PauseOwners } from '#engine';
import { ProblemError } from '../http/problem.error.ts';

/** What exporting does, and making it run by hand. */
@Injectable()
export class ExportingService {
  // eslint-disable-next-line max-params -- one per collaborator, as Nest injects them
  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly metrics: Metrics,
    private readonly clients: ClusterClients,
    private readonly owners: PauseOwners,
    private readonly pauses: PauseMemory,
    private readonly observations: ObservedExporting,
  ) {}

  /** Asks every broker now. A cluster that cannot be read is `unknown`, with the reason. */
  async read(name: string): Promise<Exporting> {
    const { topology } = this.clients.of(name);
    const readAt = new Date().toISOString();
    const reach = await topology.reach(this.call);
    const { state, replicas, unreachable } = reach;
    const problem = unreachable.length > 0 ? reachInWords(reach) : null;
    return { cluster: name, exporting: state, readAt, partitions: replicas, problem };
  }

  /**
   * Lifts a pause, also one that Holdfast did not make, unless a run owns it whose pause budget is not used up. Then reads
   * back the state. Needs no Redis once the budget is used up. Idempotent.
   * @returns the state of exporting afterwards: check whether it is `running`
   * @throws ProblemError pause-owned | pause-owner-unknown
   */
  async resume(cluster: ClusterConfig): Promise<Exporting> {
    const { name } = cluster;
    const allowed = async (): Promise<CallOptions> => {
      const { owner, permitFor } = await this.owners.of(name);
      this.refuseWhenOwned(cluster, owner);
      return { ...this.call, permit: permitFor(this.call.caller) };
    };
    const next = knownFirst(await allowed(), allowed);
    const { exporting: metrics } = this.metrics;
    metrics.resumeAsked(name, 'operator');
    const readAt = new Date().toISOString();
    const resumed = await resumeReachable(this.clients.of(name), next);
    const { state, replicas } = resumed;
    const isRunning = state === 'running';
    if (!isRunning) metrics.resumeFailed(name, 'operator');
    const problem = isRunning ? null : resumedInWords(resumed);
    return { cluster: name, exporting: state, readAt, partitions: replicas, problem };
  }

  /** A set whose pause was lifted in the middle is useless. After the deadline, the run makes no set anyway. */
  private refuseWhenOwned({ name, pauseBudget }: ClusterConfig, owner: PauseOwner): void {
    const now = Date.now();
    if (owner.kind === 'run' && now < owner.deadline)
      throw new ProblemError(
        'pause-owned',
        `Exporting of cluster "${name}" was paused by ${nameOf(owner.run)}, which resumes it itself. Wait for it, or cancel it.`,
      );
    if (owner.kind !== 'unknown' && owner.kind !== 'unreadable') return;
    const { ranAt = null, pausedSince = null } = this.observations.of(name) ?? {};
    const known = applicableIntent({ known: this.pauses.intent(name), ranAt });
    const until = known?.deadline ?? (pausedSince ?? now) + pauseBudget;
    if (now >= until) return;
    const whose = known === null ? 'it may be that of a run' : `it was that of ${nameOf(known.run)}`;
    throw new ProblemError(
      'pause-owner-unknown',
      `Redis does not tell who owns the pause of cluster "${name}"; ${whose}. It is lifted after ${new Date(until).toISOString()}, and you can ask again then. ` +
        `To lift it now and give that run up, run \`holdfast exporting ensure-running ${name}\`, which does not ask Redis.`,
    );
  }

  private get call(): { timeoutMs: number; caller: string } {
    return { timeoutMs: this.config.steps.callTimeout, caller: 'holdfast (exporting)' };
  }
}
