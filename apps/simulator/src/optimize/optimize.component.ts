import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { OptimizeParts } from './optimize-parts.port.ts';

export interface OptimizeComponent {
  readonly cluster: ClusterContext;
  readonly parts: OptimizeParts;
  readonly version: string;
}
