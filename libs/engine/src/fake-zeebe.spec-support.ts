import type { NextCall, Permit } from '#http';
import {
  exportingReach,
  StepFailure,
  type ExporterPhase,
  type ExportingReach,
  type PartitionReplica,
} from '#domain';
import type { ClusterClients } from './cluster-clients.ts';

interface ZeebeCall {
  permit?: Permit;
  caller?: string;
}

/** Brokers that lead one partition each. A call that changes something asks for its permit, as the real clients do. */
export class FakeZeebe {
  readonly phases: ExporterPhase[] = ['EXPORTING', 'EXPORTING'];
  /** Brokers, by index, that cannot be reached. */
  readonly down = new Set<number>();
  /** Brokers, by index, that answer and do not change their phase. */
  readonly stuck = new Set<number>();
  /** Who asked for exporting to be resumed, through the gateway. */
  readonly resumedBy: string[] = [];
  looks = 0;
  /** The gateway answers nothing, and this is what happens meanwhile. */
  whileHanging: (() => void | Promise<void>) | null = null;
  /** How often the brokers were resumed one by one. */
  brokersResumed = 0;
  /** Is called when a request that changes something is ready, before its permit is asked. */
  beforeLeaving: () => void = () => undefined;

  pause(phase: ExporterPhase = 'SOFT_PAUSED'): void {
    this.phases.fill(phase);
  }

  get clients(): ClusterClients {
    return {
      of: () => ({ exporting: this.exporting, topology: this.topology }),
    } as unknown as ClusterClients;
  }

  private readonly exporting = {
    resume: async (call: ZeebeCall): Promise<void> => {
      await this.leave(call);
      this.resumedBy.push(call.caller ?? '');
      if (this.whileHanging) {
        await this.whileHanging();
        throw StepFailure.transient('unreachable', 'no answer in time');
      }
      if (this.down.size > 0) throw StepFailure.transient('pause-failed', 'a replica is missing');
      this.resumeReached();
    },
    resumeBrokers: async (next: NextCall) => {
      await this.leave(await next());
      this.brokersResumed += 1;
      this.resumeReached();
      return this.unreachable();
    },
  };

  private readonly topology = {
    reach: async (): Promise<ExportingReach & { replicas: PartitionReplica[] }> => {
      await Promise.resolve();
      this.looks += 1;
      const replicas = this.phases.flatMap((exporterPhase, index): PartitionReplica[] =>
        this.down.has(index)
          ? []
          : [
              {
                partitionId: index + 1,
                broker: `zeebe-${index}`,
                role: 'LEADER',
                exporterPhase,
                exportedPosition: 1,
                processedPosition: 1,
              },
            ],
      );
      const about = { partitionCount: this.phases.length, unreachable: this.unreachable() };
      return { ...exportingReach(replicas, about), replicas };
    },
  };

  private async leave({ permit }: ZeebeCall): Promise<void> {
    await Promise.resolve();
    this.beforeLeaving();
    permit?.();
  }

  private resumeReached(): void {
    this.phases.forEach((_, index) => {
      if (!this.down.has(index) && !this.stuck.has(index)) this.phases[index] = 'EXPORTING';
    });
  }

  private unreachable(): { broker: string; problem: string }[] {
    return [...this.down].map((index) => ({ broker: `zeebe-${index}`, problem: 'connection refused' }));
  }
}
