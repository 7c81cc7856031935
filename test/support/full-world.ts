import type { Api } from './api.ts';
import type { HoldfastProcesses } from './holdfast.ts';
import type { RealCluster } from './real-cluster.ts';
import type { RedisProcess } from './redis.ts';

/**
 * A Camunda in front of a real Elasticsearch and a real S3 store, with a real Redis and every app of Holdfast as a process
 * of its own. The suites in `suites/` run on any of them: on a Camunda of your own, and on the simulated one.
 */
export interface FullWorld {
  /** Its name in the configuration of Holdfast. */
  readonly name: string;
  /** How a report names it: "Camunda 8.6.0", "simulated Camunda 8.6.0". */
  readonly title: string;
  readonly api: Api;
  readonly cluster: RealCluster;
  readonly optimize: string;
  readonly redis: RedisProcess;
  readonly holdfast: HoldfastProcesses;
  /** Exporter phases of all partitions, asked of the broker itself. */
  phases(): Promise<string[]>;
  /** Starts process instances, and returns once Operate and Tasklist have them. */
  seed(instances: number): Promise<void>;
  /** Ends broker, Operate and Tasklist, and empties the data directory of the broker. Indices stay. */
  loseCamunda(): Promise<void>;
  close(): Promise<void>;
}

/** Starts everything and fills the cluster with process instances. */
export type MakeWorld = (instances: number) => Promise<FullWorld>;
