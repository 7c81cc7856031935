import type { ClusterHost } from '../cluster/cluster.host.ts';
import type { EffectLog } from '../effects/effect-log.ts';

/** What the control API directs. */
export interface ControlledSimulator {
  readonly hosts: ReadonlyMap<string, ClusterHost>;
  readonly log: EffectLog;
}
