import { generationIn } from './generation.ts';
import { elasticsearchListener } from '../elasticsearch/elasticsearch.listener.ts';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { Handler } from '../http/call.ts';
import { profile81 } from './8.1/profile.ts';
import { profile82 } from './8.2/profile.ts';
import { profile810 } from './8.10/profile.ts';
import { profile84 } from './8.4/profile.ts';
import { profile88 } from './8.8/profile.ts';
import { profileRdbms } from './rdbms/profile.ts';
import type { Generation } from './generation.ts';
import type { Profile } from './profile.ts';

const profiles: Readonly<Record<Generation, Profile>> = {
  '8.1': profile81,
  '8.2': profile82,
  '8.4': profile84,
  '8.8': profile88,
  '8.10': profile810,
  rdbms: profileRdbms,
};

/** What a listener of a cluster does with a call. The search engine is the same for all generations. */
export function handlerOf(cluster: SimulatedCluster, component: string): Handler {
  if (component === 'elasticsearch') {
    const { context, snapshots } = cluster;
    return elasticsearchListener({
      cluster: context,
      snapshots,
      until: (condition) => cluster.until(condition),
    });
  }
  return profiles[generationIn(cluster.config)].handlerOf(cluster, component);
}
