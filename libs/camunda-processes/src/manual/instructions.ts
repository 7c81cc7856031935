import type { ControlAction } from '../camunda-control.port.ts';

/** What a person has to do, in words that do not depend on how Camunda is installed. */
export function instructionFor(action: ControlAction, cluster: string): string {
  switch (action.kind) {
    case 'stop':
      return (
        `Stop every process of Camunda in cluster ${cluster}: ${brokers(action.brokers)}, every gateway, Operate, Tasklist, ` +
        'Optimize and the connectors. Leave Elasticsearch and Holdfast running. Confirm when none of them is running.'
      );
    case 'wipe-broker':
      return (
        `Empty the data directory of the Zeebe broker with node id ${action.broker} in cluster ${cluster} ` +
        `(one of ${action.brokers}), and leave the directory itself. The broker must be stopped. Confirm when it is empty.`
      );
    case 'restore-broker':
      return (
        `Run the Zeebe restore app once for the broker with node id ${action.broker} in cluster ${cluster} ` +
        `(one of ${action.brokers}), with that broker's own configuration: bin/restore${action.backupId === null ? ' (without --backupId)' : ` --backupId=${action.backupId}`}. ` +
        'Confirm when it reports "Successfully restored broker from backup".'
      );
    case 'start':
      return (
        `Start every process of Camunda in cluster ${cluster} with its usual configuration: ${brokers(action.brokers)}, ` +
        'gateways, Operate, Tasklist, Optimize and connectors. Confirm when all of them are healthy.'
      );
    case 'stop-component':
      return (
        `Stop every process of ${nameIn(action)} in cluster ${cluster}, and nothing else: the brokers keep running. ` +
        'Confirm when none of them is running.'
      );
    case 'start-component':
      return (
        `Start every process of ${nameIn(action)} in cluster ${cluster} with its usual configuration. ` +
        'Confirm when it is healthy.'
      );
  }
}

const nameIn = ({ component }: { component: string }) =>
  `${component.charAt(0).toUpperCase()}${component.slice(1)}`;

const brokers = (count: number) => (count === 1 ? 'the Zeebe broker' : `all ${count} Zeebe brokers`);
