import { Cluster, type ClusterNode, type Redis, type RedisOptions } from 'ioredis';
import { classified } from './redis-errors.ts';
import { SilenceWatch, type Silence } from './silence-watch.ts';

/** Time between two looks at which server has which keys (ms). */
const REFRESH_MS = 5_000;

/**
 * A client of a Redis Cluster. A server that left a connection without an answer is dropped, and its commands go to the one
 * that took its keys over. Commands are rejected with a `RedisTroubleError` when Redis is down or refuses to write.
 */
export class WatchedCluster extends Cluster {
  /**
   * @param options for the connection to each server
   * @param silence of each connection
   * @param queues whether commands wait while no server is connected; otherwise they are rejected at once
   */
  constructor(nodes: readonly ClusterNode[], options: RedisOptions, silence: Silence, queues: boolean) {
    super([...nodes], {
      redisOptions: options,
      enableOfflineQueue: queues,
      lazyConnect: options.lazyConnect ?? false,
      clusterRetryStrategy: (times) => Math.min(times * 100, 2_000),
      slotsRefreshInterval: REFRESH_MS,
      slotsRefreshTimeout: silence.answers,
    });
    this.on('+node', (node: Redis) => watch(node, silence));
  }

  override sendCommand(...sent: Parameters<Cluster['sendCommand']>): unknown {
    const [command] = sent;
    // Outside of what the cluster itself tries again: only a command that failed for good ends here.
    const reject = command.reject.bind(command);
    command.reject = (error) => reject(classified(error));
    return super.sendCommand(...sent);
  }
}

/** Its server may be silent. The cluster makes its clients itself, from the plain class. */
function watch(node: Redis, silence: Silence): void {
  const watchdog = new SilenceWatch(node, silence, () => undefined);
  const send = node.sendCommand.bind(node);
  node.sendCommand = (...sent) => {
    const result = send(...sent);
    watchdog.start();
    return result;
  };
}
