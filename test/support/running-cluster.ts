import type { Restore } from '#contracts';
import { ClusterApi } from './cluster-api.ts';
import { Operator } from './operator.ts';
import { SimulatedStore } from './simulated-store.ts';
import { isCall, World } from './world.ts';

/** Steps of a restore of 8.10 in the running cluster. */
export const STEPS_IN_PROCESS = [
  'rehearse-restore',
  'stop-optimize',
  'enter-recovery',
  'delete-indices',
  'restore-webapps',
  'restore-optimize',
  'restore-records',
  'restore-partitions',
  'start-optimize',
  'check-restored',
  'leave-recovery',
];

/** Calls of the REST API that change something. */
export const MODE = /\/v2\/mode/;
export const RESTORE = /\/v2\/restore/;

export const stateOf = ({ run }: Restore, step: string) => run?.steps.find(({ name }) => name === step);

interface Parts {
  world: World;
  operator: Operator;
  backupId: number;
  before: Record<string, number>;
}

/** A simulated 8.10 with a set, which is restored through its REST API; its operator's scripts stop only Optimize. */
export class RunningCluster {
  readonly world: World;
  readonly cluster: ClusterApi;
  readonly store: SimulatedStore;
  readonly backupId: number;
  /** Documents of each index when the set was taken. */
  readonly before: Readonly<Record<string, number>>;
  private readonly operator: Operator;

  private constructor({ world, operator, backupId, before }: Parts) {
    [this.world, this.operator, this.backupId, this.before] = [world, operator, backupId, before];
    this.cluster = new ClusterApi(world.api, 'a');
    this.store = new SimulatedStore(world, 'a');
  }

  /** Without Optimize nothing has to be stopped, and no person is asked for anything. */
  static async create({ optimize = true } = {}): Promise<RunningCluster> {
    const operator = new Operator();
    const world = await World.create(['a'], {
      shape: {
        version: '8.10.9',
        zeebe: { brokers: 2, partitions: 2, replicationFactor: 1 },
        ...(!optimize && { components: ['zeebe', 'webapps', 'elasticsearch'] }),
      },
      rest: () => true,
      more: () => ({ version: '8.10' }),
      restore: (name, url) => (optimize ? operator.commands(name, url) : { control: 'manual' }),
    });
    await world.patch('a', { zeebe: { restoreDurationMs: 100, changeDurationMs: 100 } });
    const { backupId } = await new ClusterApi(world.api, 'a').backUp();
    const before = await new SimulatedStore(world, 'a').documents();
    return new RunningCluster({ world, operator, backupId, before });
  }

  async close(): Promise<void> {
    await this.world.close();
    this.operator.close();
  }

  /** Requests that the cluster carried out, as `METHOD path`. */
  async performed(mark: number, path: RegExp): Promise<string[]> {
    const calls = (await this.world.effects('a', mark)).filter(isCall);
    return calls
      .filter((call) => call.performed && path.test(call.path))
      .map(({ method, path: asked }) => `${method} ${asked}`);
  }

  /** What was stopped, started, deleted and restored, in short; the rehearsal leaves nothing. */
  async deeds(mark: number): Promise<string[]> {
    const effects = await this.world.effects('a', mark);
    return effects
      .filter((effect) => !JSON.stringify(effect).includes('holdfast-rehearsal-'))
      .flatMap((effect) =>
        effect.kind === 'component' || effect.kind === 'broker' || effect.kind === 'indices'
          ? [`${effect.component} ${String(effect.detail['event'])}`]
          : [],
      );
  }

  /** Changes what the set holds. */
  async lose(): Promise<void> {
    await this.store.write('operate-list-view-8.3.0_', 7);
    await this.store.write('zeebe-record_job_8.6.0', 5);
  }

  /** The states that the replicas show. */
  async modes(): Promise<string[]> {
    const url = this.world.simulator.clusters['a']?.rest ?? '';
    const { brokers } = (await (await fetch(`${url}/v2/topology`)).json()) as {
      brokers: { partitions: { state: string }[] }[];
    };
    return [...new Set(brokers.flatMap(({ partitions }) => partitions.map(({ state }) => state)))];
  }

  /** Cancels the change that has not ended, as an operator does at the management port. */
  async cancelPending(): Promise<void> {
    const url = `${this.world.simulator.clusters['a']?.zeebe}/actuator/cluster`;
    const { pendingChange } = (await (await fetch(url)).json()) as { pendingChange?: { id: number } };
    await fetch(`${url}/changes/${pendingChange?.id}`, { method: 'DELETE' });
  }
}
