import { releaseOf } from '../profiles/generation.ts';
import type { ClusterConfig } from '../config/simulator.schema.ts';

/** The REST API of 8.10: a port of the gateways, and no process of its own. */
export const restListener = 'rest';

export const brokerComponent = (broker: number): string => `broker-${broker}`;

/** The listeners of a cluster, by component; their place in the port range of the cluster never changes. */
export function listenerOffsets(config: ClusterConfig): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  if (config.components.includes('zeebe')) {
    for (let broker = 0; broker < config.zeebe.brokers; broker += 1) {
      offsets.set(brokerComponent(broker), broker === 0 ? 0 : 10 + broker);
    }
    if (config.zeebe.gateway === 'standalone') offsets.set('gateway', 5);
    if (releaseOf(config.version)?.minor === '8.10') offsets.set(restListener, 6);
  }
  for (const [index, component] of (
    ['operate', 'tasklist', 'optimize', 'elasticsearch'] as const
  ).entries()) {
    if (config.components.includes(component)) offsets.set(component, index + 1);
  }
  return offsets;
}
