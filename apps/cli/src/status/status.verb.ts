import { Command } from '@commander-js/extra-typings';
import type { Overview } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { widthOf } from '../output/screen.ts';
import type { Session } from '../session.ts';
import { needsPerson } from './concern.ts';
import { renderStatus } from './render-status.ts';

export const statusVerb = (session: Session) =>
  new Command('status')
    .description(
      'how every cluster is, the worst first, and what a person has to do; exit code 10 where there is something',
    )
    .argument('[cluster]', 'all of them without a name')
    .option('--watch', 'keep it on the screen as it changes, until Ctrl-C')
    .action((cluster, { watch }) =>
      session.run(async (context) => {
        const select = (overview: Overview): Overview => only(overview, cluster);
        if (watch) {
          // It brings what draws on a screen.
          const { watchStatus } = await import('./watch-status.ts');
          return watchStatus(context, select);
        }
        const { api, printer, streams } = context;
        const overview = select(await api.call('overview.read'));
        const room = { width: widthOf(streams.stdout), rows: Infinity };
        printer.print(overview, () => renderStatus(overview, room));
        return needsPerson(overview.clusters) ? EXIT.attention : EXIT.ok;
      }),
    );

/** @throws ProblemAnswer with 6 where there is no such cluster */
function only(overview: Overview, name: string | undefined): Overview {
  if (name === undefined) return overview;
  const clusters = overview.clusters.filter((cluster) => cluster.name === name);
  if (clusters.length > 0) return { ...overview, clusters };
  const known = overview.clusters.map((cluster) => cluster.name).join(', ');
  throw new ProblemAnswer(`No cluster "${name}" is configured. Known: ${known}.`, EXIT.notFound);
}
