import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { Parts } from '../web-apps/parts.port.ts';

export interface OptimizeComponent {
  readonly cluster: ClusterContext;
  readonly parts: Parts;
  readonly version: string;
}
