import { setTimeout as sleep } from 'node:timers/promises';
import { bytesOf, defaultIndices } from '../../apps/simulator/src/config/default-indices.ts';
import { Api } from '../../test/support/api.ts';
import { aToken } from '../../test/support/tokens.ts';
import { World } from '../../test/support/world.ts';
import { DEFAULT_STEPS } from '../backup-times.ts';
import { Holds } from '../holds.ts';
import { residentMb } from '../process-costs.ts';

export const SIZE = { sets: 5_000, snapshots: 75_000, recordIndices: 10_000, partitions: 64, brokers: 16 };
export const CLUSTER = 'large';
/** One set an hour. */
const SET_IDS = { firstId: 1_700_000_001, step: 3_600 };
/** One who asks, and four who listen. */
const CALLERS = 5;
const DAY_MS = 86_400_000;
const WATCH_MS = 250;

/** The value types of the record indices, each with an index a day. */
const VALUE_TYPES = [
  ...['job', 'process-instance', 'variable', 'incident', 'deployment', 'process', 'message', 'error'],
  ...['process-instance-creation', 'command-distribution', 'job-batch', 'timer', 'user-task', 'signal'],
];

interface IndexShape {
  name: string;
  shards: number;
  docs: number;
  bytes: number;
}

/** Record indices of two years, next to the other indices of a Camunda 8.6. */
function indices(now: Date): IndexShape[] {
  const dateOf = (index: number): string => {
    const daysAgo = Math.floor(index / VALUE_TYPES.length);
    return new Date(now.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10);
  };
  const records = Array.from({ length: SIZE.recordIndices }, (_, index): IndexShape => {
    const type = VALUE_TYPES[index % VALUE_TYPES.length] ?? '';
    return {
      name: `zeebe-record_${type}_8.6.0_${dateOf(index)}`,
      shards: 1,
      docs: 1_000,
      bytes: bytesOf(1_000),
    };
  });
  const others = defaultIndices(now).filter(({ name }) => !name.startsWith('zeebe-record'));
  return [...records, ...others.map(({ name, shards, docs, bytes }) => ({ name, shards, docs, bytes }))];
}

/** A simulated cluster with a long history, and one standalone Holdfast with its defaults. */
export class LargeWorld {
  peakMb = 0;
  private watch: NodeJS.Timeout | undefined;
  private address = '';

  private constructor(
    readonly world: World,
    readonly holds: Holds,
    private readonly tokens: readonly string[],
  ) {}

  static async create(): Promise<LargeWorld> {
    const holds = new Holds();
    const callers = Array.from({ length: CALLERS }, (_, index) => aToken(`caller-${index}`, 'operator'));
    const world = await World.create([CLUSTER], {
      steps: DEFAULT_STEPS,
      pauseBudget: '15m',
      standalone: false,
      config: {
        access: {
          tokens: callers.map(({ entry }) => entry),
          rateLimit: { requestsPerMinute: 1_000_000 },
        },
      },
      shape: {
        zeebe: { brokers: SIZE.brokers, partitions: SIZE.partitions, replicationFactor: 3 },
        elasticsearch: { indices: indices(new Date()) },
      },
      hooks: { onCall: holds.onCall },
    });
    const large = new LargeWorld(
      world,
      holds,
      callers.map(({ token }) => token),
    );
    await world.act(CLUSTER, { action: 'placeSets', count: SIZE.sets, ...SET_IDS });
    return large;
  }

  /** Id of the set at this share of the history; 0 is the oldest. */
  setAt(share: number): number {
    return SET_IDS.firstId + SET_IDS.step * Math.floor(SIZE.sets * share);
  }

  /** Starts Holdfast, or ends it and starts it again. */
  async restart(): Promise<void> {
    const { holdfast } = this.world;
    clearInterval(this.watch);
    await holdfast.stop('standalone');
    this.address = await holdfast.start('standalone');
    this.watch = setInterval(() => {
      const pid = holdfast.pid('standalone');
      if (pid !== undefined) this.peakMb = Math.max(this.peakMb, residentMb(pid));
    }, WATCH_MS);
  }

  /** The API for all that is asked. */
  api(): Api {
    return new Api(this.address, this.tokens[0]);
  }

  /** The API for a listener of this number: one caller may have 50 streams open. */
  listenerApi(index: number): Api {
    return new Api(this.address, this.tokens[1 + (index % (CALLERS - 1))]);
  }

  /** Waits until the ids, which are seconds, differ from those of an earlier backup. */
  async nextId(): Promise<void> {
    await sleep(1_100);
  }

  async close(): Promise<void> {
    clearInterval(this.watch);
    await this.world.close();
  }
}
