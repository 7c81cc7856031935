import { connect84 } from '../camunda-8.4/connect.ts';
import type { CamundaClients } from '../camunda-clients.ts';
import type { Connections } from '../connect/connections.ts';
import { diagnosticsOf } from '../connect/management-port.ts';
import { PartitionsClient } from '../zeebe/partitions.client.ts';
import { BrokerTopology } from './broker-topology.ts';

const BACKUPS = '/actuator/backups';
const INFO = '/actuator/info';

/** 8.2 and 8.3: as 8.4, without `/actuator/cluster`. */
export function connect82(connections: Connections): CamundaClients {
  const { brokers, brokerAddresses } = connections;
  return {
    ...connect84(connections),
    generation: '8.2',
    topology: new PartitionsClient(brokers, new BrokerTopology(brokerAddresses)),
    diagnostics: diagnosticsOf(connections, {
      zeebe: ['/actuator/partitions', BACKUPS, INFO],
      operate: [BACKUPS, INFO],
      tasklist: [BACKUPS, INFO],
      optimize: [BACKUPS],
    }),
  };
}
