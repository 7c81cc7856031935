import type { Cluster } from '../cluster.ts';
import type { PortName } from '../ports.ts';
import type { ComponentName } from './names.ts';

export interface Launch {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
}

/** One process (tree) of the cluster. */
export interface Component {
  name: ComponentName;
  title: string;
  ports: readonly PortName[];
  install: (cluster: Cluster) => Promise<unknown>;
  /** Makes directories and configuration files and says how to start; called before every start. */
  prepare: (cluster: Cluster) => Promise<Launch>;
  /** Whether it does its work, not merely whether it runs. */
  ready: (cluster: Cluster) => Promise<boolean>;
  version: (cluster: Cluster) => Promise<string | null>;
  /** What is to be done once it is ready; must bear repetition. */
  settle?: (cluster: Cluster) => Promise<void>;
}
