import { Command } from '@commander-js/extra-typings';
import type { Cluster } from '#contracts';
import { nameOf } from '#domain';
import { EXIT } from '../exit-codes.ts';
import { span } from '../output/format.ts';
import { table } from '../output/table.ts';
import type { Session } from '../session.ts';
import { probeVerb } from './probe/probe.verb.ts';

export const clustersVerb = (session: Session) =>
  new Command('clusters')
    .description('list the configured clusters, and the runs that hold them')
    .action(() =>
      session.run(async ({ api, printer }) => {
        const list = await api.call('cluster.list');
        printer.print(list, () => renderClusters(list.items));
        return EXIT.ok;
      }),
    )
    .addCommand(probeVerb(session));

function renderClusters(clusters: readonly Cluster[]): string {
  const rows = clusters.map(({ name, version, components, pauseBudgetSeconds, lock }) => [
    name,
    version ?? 'asked of Zeebe',
    span(pauseBudgetSeconds),
    lock === null ? 'free' : nameOf(lock),
    components.join(', '),
  ]);
  return table(['NAME', 'CAMUNDA', 'PAUSE BUDGET', 'LOCK', 'COMPONENTS'], rows);
}
