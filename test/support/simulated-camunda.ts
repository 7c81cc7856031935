import {
  startSimulator,
  type Action,
  type FaultInput,
  type Simulator,
  type SimulatorOptions,
} from '../../apps/simulator/src/index.ts';
import { postAction } from '../../apps/simulator/src/control/control.client.ts';

type Cluster = NonNullable<SimulatorOptions['clusters']>[string];

interface Options {
  faults?: FaultInput[];
  /** Neither a backup store nor a snapshot repository. */
  withoutStore?: boolean;
  /** Backups take longer than a test. */
  slow?: boolean;
  /** Further settings of its Zeebe. */
  zeebe?: NonNullable<Cluster['settings']>['zeebe'];
  /** Further fields of its configuration. */
  cluster?: Omit<Cluster, 'version' | 'settings' | 'faults' | 'zeebe'>;
}

const CLUSTER = 'a';
/** Longer than any test (ms). */
const ENDLESS_MS = 600_000;

/** One simulated cluster of two brokers and two partitions, for a client alone. */
export class SimulatedCamunda {
  private closed: Promise<void> | null = null;

  private constructor(
    private readonly simulator: Simulator,
    private readonly calls: { count: number },
  ) {}

  static async start(
    version: string,
    { faults = [], withoutStore, slow, zeebe, cluster }: Options = {},
  ): Promise<SimulatedCamunda> {
    const [partDurationMs, partitionDurationMs] = slow ? [ENDLESS_MS, ENDLESS_MS] : [20, 20];
    const app = { appearDelayMs: 10, partDurationMs, partGapMs: 10, deleteDelayMs: 0 };
    const settings = {
      zeebe: {
        ...{ appearDelayMs: 10, partitionStaggerMs: 10, partitionDurationMs, deleteDelayMs: 0 },
        ...(withoutStore && { backupStore: 'NONE' as const }),
        ...{ changeDurationMs: 20, ...zeebe },
      },
      ...{ operate: app, tasklist: app, webapps: app, optimize: app },
    };
    const calls = { count: 0 };
    const simulator = await startSimulator(
      {
        clusters: {
          [CLUSTER]: {
            ...{ version, settings, faults, zeebe: { brokers: 2, partitions: 2 } },
            ...(withoutStore && { elasticsearch: { repositories: [] } }),
            ...cluster,
          },
        },
      },
      {
        onCall: (_, __, moment) => {
          if (moment === 'before') calls.count += 1;
          return Promise.resolve(undefined);
        },
      },
    );
    return new SimulatedCamunda(simulator, calls);
  }

  /** As `createCamundaClients` takes them. */
  get endpoints() {
    const { zeebe, brokers, operate, tasklist, webapps, optimize, rest } = this.simulator.clusters[CLUSTER]!;
    const at = (management: string) => (management === '' ? undefined : { management });
    return {
      zeebe: { management: zeebe, brokers },
      ...{ operate: at(operate), tasklist: at(tasklist), webapps: at(webapps), optimize: at(optimize) },
      ...(rest !== '' && { rest: { url: rest } }),
    };
  }

  /** Calls since the last `forget`. */
  get asked(): number {
    return this.calls.count;
  }

  forget(): void {
    this.calls.count = 0;
  }

  /** From now on. */
  async spoil(fault: FaultInput): Promise<void> {
    const response = await fetch(`${this.simulator.controlUrl}/clusters/${CLUSTER}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  act(action: Action): Promise<void> {
    return postAction({ url: this.simulator.controlUrl, cluster: CLUSTER }, action);
  }

  close(): Promise<void> {
    this.closed ??= this.simulator.close();
    return this.closed;
  }
}
