import type { ClusterConfig } from '../config/simulator.schema.ts';
import type { ChangeEntry } from '../effects/effect.ts';
import type { ChangeRecorder } from '../effects/change.recorder.ts';
import type { ActiveFault, FaultRegistry } from '../faults/fault.registry.ts';
import type { FaultSpec } from '../faults/fault.schema.ts';
import type { ClusterState } from './cluster.state.ts';
import type { ClusterTask } from './cluster.task.ts';
import type { Timeline } from './timeline.ts';

export interface ClusterServices {
  readonly changes: ChangeRecorder;
  readonly faults: FaultRegistry;
}

/** What every machine of a cluster shares. */
export class ClusterContext {
  /** Processes that run and are not up yet. */
  private readonly starting = new Map<string, Promise<void>>();
  /** Why a process did not come up; until it is started again. */
  private readonly failedStarts = new Map<string, string>();
  /** To be called when something changed that neither a request nor the clock brought about. */
  changed: () => void = () => undefined;

  constructor(
    readonly config: ClusterConfig,
    readonly state: ClusterState,
    readonly timeline: Timeline<ClusterTask>,
    readonly services: ClusterServices,
  ) {}

  get faults(): FaultRegistry {
    return this.services.faults;
  }

  now(): number {
    return this.timeline.now();
  }

  record(component: string, kind: ChangeEntry['kind'], detail: ChangeEntry['detail']): void {
    this.services.changes.record({ component, kind, at: this.now(), detail });
  }

  /** Adds a fault; one that refuses connections from now on also gets its end, if it has one. */
  admit(spec: FaultSpec): ActiveFault {
    const fault = this.faults.add(spec);
    if (fault.refusing) this.limitRefusal(fault);
    return fault;
  }

  limitRefusal({ id, spec }: ActiveFault): void {
    if (spec.kind !== 'refuse' || spec.ms === undefined) return;
    this.timeline.after(spec.ms, { kind: 'refusal-ends', faultId: id });
  }

  /** Whether its process is gone. */
  isStopped(component: string): boolean {
    return this.state.stopped.includes(component);
  }

  /** Whether it refuses connections: stopped by an action, not up yet, or made to refuse by a fault while it works. */
  isDown(component: string): boolean {
    return this.isStopped(component) || this.starting.has(component) || this.faults.isRefusing(component);
  }

  /** It is down until then. A start that fails leaves it down, and says why in the log. */
  startsUntil(component: string, up: Promise<void>): void {
    const start = up.then(
      () => {
        // It was stopped, and is starting again.
        if (this.starting.get(component) !== start) return;
        this.starting.delete(component);
        this.changed();
      },
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.failedStarts.set(component, reason);
        this.record(component, 'component', { event: 'did not start', reason });
      },
    );
    this.failedStarts.delete(component);
    this.starting.set(component, start);
  }

  /** Which of the running processes did not come up, and why; undefined when all did. */
  startFailure(): string | undefined {
    const failed = [...this.failedStarts].filter(([component]) => !this.isStopped(component));
    return failed.length === 0
      ? undefined
      : failed.map(([component, reason]) => `${component} did not start: ${reason}`).join('; ');
  }

  /** Fulfilled when no process is still starting. */
  async started(): Promise<void> {
    await Promise.all(this.starting.values());
  }
}
