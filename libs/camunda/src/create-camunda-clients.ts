import type { GenerationName } from '#domain';
import { connect84 } from './camunda-8.4/connect.ts';
import { connect88 } from './camunda-8.8/connect.ts';
import type { CamundaClients } from './camunda-clients.ts';
import {
  connectionsOf,
  type CamundaClientOptions,
  type CamundaEndpoints,
  type Connections,
} from './connect/connections.ts';

/** What is not built yet is asked as its nearest relative is. */
const GENERATIONS: Record<GenerationName, (connections: Connections) => CamundaClients> = {
  '8.1': (connections) => ({ ...connect84(connections), generation: '8.1' }),
  '8.2': (connections) => ({ ...connect84(connections), generation: '8.2' }),
  '8.4': connect84,
  '8.8': connect88,
  '8.10': (connections) => ({ ...connect88(connections), generation: '8.10' }),
  rdbms: (connections) => ({ ...connect88(connections), generation: 'rdbms' }),
};

/**
 * All clients of one cluster, as its generation needs them. Opens no connection.
 * @throws TypeError when an address is not an http(s) URL
 */
export function createCamundaClients(
  cluster: CamundaEndpoints,
  options: CamundaClientOptions = {},
): CamundaClients {
  return GENERATIONS[cluster.generation](connectionsOf(cluster, options));
}
