import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { SnapshotMachine } from '../elasticsearch/snapshot.machine.ts';
import type { Unavailable, WebAppDialect } from './web-app.dialect.ts';
import type { WebAppMachine } from './web-app.machine.ts';

export interface WebAppComponent {
  readonly cluster: ClusterContext;
  readonly machine: WebAppMachine;
  readonly snapshots: SnapshotMachine;
  readonly dialect: WebAppDialect;
}

/** Why the snapshots cannot be reached. `doing` is how the application words what it was about. */
export function unavailable(
  { cluster, snapshots, machine }: Omit<WebAppComponent, 'dialect'>,
  doing: 'retrieving' | 'searching',
): Unavailable | undefined {
  const { repository } = machine;
  if (cluster.isDown('elasticsearch')) {
    const what =
      doing === 'retrieving'
        ? `retrieving repository with name [${repository}].`
        : `searching for snapshots. Repository name: [${repository}].`;
    return {
      cause: 'elasticsearch-down',
      message: `Encountered an error connecting to Elasticsearch while ${what}`,
    };
  }
  if (snapshots.repository(repository) !== undefined) return undefined;
  return { cause: 'repository-missing', message: `No repository with name [${repository}] could be found.` };
}
