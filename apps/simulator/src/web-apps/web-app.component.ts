import type { ClusterContext } from '../cluster/cluster.context.ts';
import type { Parts, PartsProblem } from './parts.port.ts';
import type { Unavailable, WebAppDialect } from './web-app.dialect.ts';

export interface WebAppComponent {
  readonly cluster: ClusterContext;
  readonly parts: Parts;
  readonly dialect: WebAppDialect;
}

/** What the application says of a problem. `doing` is how it words what it was about. */
export function unavailable(
  cause: PartsProblem | undefined,
  repository: string,
  doing: 'retrieving' | 'searching',
): Unavailable | undefined {
  switch (cause) {
    case 'elasticsearch-down': {
      const what =
        doing === 'retrieving'
          ? `retrieving repository with name [${repository}].`
          : `searching for snapshots. Repository name: [${repository}].`;
      return { cause, message: `Encountered an error connecting to Elasticsearch while ${what}` };
    }
    case 'repository-missing':
      return { cause, message: `No repository with name [${repository}] could be found.` };
    case undefined:
      return undefined;
  }
}
