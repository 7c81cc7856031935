import type { GenerationName } from '#domain';
import { connect81 } from './camunda-8.1/connect.ts';
import { connect810 } from './camunda-8.10/connect.ts';
import { connect82 } from './camunda-8.2/connect.ts';
import { connect84 } from './camunda-8.4/connect.ts';
import { connect88 } from './camunda-8.8/connect.ts';
import { connectRdbms } from './camunda-rdbms/connect.ts';
import type { CamundaClients } from './camunda-clients.ts';
import {
  connectionsOf,
  type CamundaClientOptions,
  type CamundaEndpoints,
  type Connections,
} from './connect/connections.ts';

const CONNECT: Record<GenerationName, (connections: Connections) => CamundaClients> = {
  '8.1': connect81,
  '8.2': connect82,
  '8.4': connect84,
  '8.8': connect88,
  '8.10': connect810,
  rdbms: connectRdbms,
};

/**
 * All clients of one cluster, as its generation needs them. Opens no connection.
 * @throws TypeError when an address is not an http(s) URL, or the one of the REST API is missing
 */
export function createCamundaClients(
  cluster: CamundaEndpoints,
  options: CamundaClientOptions = {},
): CamundaClients {
  return CONNECT[cluster.generation](connectionsOf(cluster, options));
}
