import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { Handler } from '../http/call.ts';

/** What a generation answers. The machines behind are the same for all. */
export interface Profile {
  /** The listener of a component: `broker-N`, `gateway`, `rest`, or a web application. */
  handlerOf(cluster: SimulatedCluster, component: string): Handler;
}

/** The broker of a listener's name; null for a standalone gateway. */
export const brokerOf = (component: string): number | null =>
  component.startsWith('broker-') ? Number(component.slice('broker-'.length)) : null;

const historyPath = /\/(backupHistory|backups\/history)(\/|$)/;

/** The history is a component of its own for faults and the effect log, although a broker serves it. */
export const ownerOf = (path: string): string | undefined => (historyPath.test(path) ? 'webapps' : undefined);
