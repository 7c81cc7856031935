import type { Clock } from '../clock/clock.ts';
import type { ClusterConfig } from '../config/simulator.schema.ts';
import { ChangeRecorder } from '../effects/change.recorder.ts';
import type { EffectLog } from '../effects/effect-log.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import { FaultRegistry } from '../faults/fault.registry.ts';
import type { ClusterStores } from '../stores/cluster-stores.port.ts';
import type { Parts } from '../web-apps/parts.port.ts';
import type { WebAppMachine } from '../web-apps/web-app.machine.ts';
import type { PartsOwner } from '../web-apps/web-app.state.ts';
import type { ZeebeComponent } from '../zeebe/zeebe.component.ts';
import { ClusterContext } from './cluster.context.ts';
import { createMachines } from './cluster.machines.ts';
import type { ConfigurationMachine } from '../profiles/8.10/configuration.machine.ts';
import type { ClusterMachines } from './cluster.machines.ts';
import type { Tenant } from './tenant.ts';
import { initialClusterState } from './initial-cluster.state.ts';
import { performTask } from './task.performer.ts';
import type { ClusterState } from './cluster.state.ts';
import { ClusterTimeline } from './cluster.timeline.ts';

interface Surroundings {
  readonly clock: Clock;
  readonly log: EffectLog;
  /** The state of an earlier run, to be taken up. */
  readonly restored?: ClusterState | undefined;
}

/** A Camunda cluster without its HTTP: state, machines and the passing of time. */
export class SimulatedCluster implements ClusterMachines {
  readonly context: ClusterContext;
  readonly changes: ChangeRecorder;
  readonly zeebe: ZeebeComponent;
  readonly snapshots: SnapshotMachine;
  readonly webApps: Readonly<Record<PartsOwner, WebAppMachine>>;
  readonly history: Parts;
  readonly stores: ClusterStores;
  readonly tenants: readonly Tenant[];
  readonly configuration: ConfigurationMachine | null;
  private readonly clock: Clock;
  private readonly listeners: (() => void)[] = [];
  private callOffAlarm: () => void = () => undefined;
  private isHalted = false;

  constructor(
    readonly name: string,
    readonly config: ClusterConfig,
    surroundings: Surroundings,
  ) {
    const { clock, log, restored } = surroundings;
    this.clock = clock;
    const state = restored ?? initialClusterState(config, clock.now());
    this.changes = new ChangeRecorder(name, log);
    const faults = new FaultRegistry(state.faults);
    const timeline = new ClusterTimeline(clock, state.agenda);
    this.context = new ClusterContext(config, state, timeline, { changes: this.changes, faults });
    if (restored === undefined) for (const fault of config.faults) this.context.admit(fault);
    this.context.changed = () => this.changed();
    const machines = createMachines(this.context);
    ({ zeebe: this.zeebe, snapshots: this.snapshots, webApps: this.webApps } = machines);
    ({ history: this.history, stores: this.stores } = machines);
    ({ tenants: this.tenants, configuration: this.configuration } = machines);
  }

  get state(): ClusterState {
    return this.context.state;
  }

  /** Does all that is due by now. Called before every request, and by itself when something falls due. */
  advance(): void {
    if (this.context.timeline.catchUp((task) => performTask(this, task))) this.changed();
    else this.setAlarm();
  }

  /** To be called after every change from outside. */
  changed(): void {
    for (const listener of [...this.listeners]) listener();
    this.setAlarm();
  }

  onChange(listener: () => void): () => void {
    this.listeners.push(listener);
    return () => {
      this.listeners.splice(this.listeners.indexOf(listener), 1);
    };
  }

  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.onChange(() => {
        if (!condition()) return;
        stop();
        resolve();
      });
    });
  }

  /** Stops the clockwork; what is due stays in the state. */
  halt(): void {
    this.isHalted = true;
    this.callOffAlarm();
  }

  private setAlarm(): void {
    this.callOffAlarm();
    // What a real store answers late must not keep the process alive.
    if (this.isHalted) return;
    const next = this.context.timeline.nextDueAt();
    if (next !== undefined) this.callOffAlarm = this.clock.wake(next, () => this.advance());
  }
}
