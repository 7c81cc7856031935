import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { renderSchedules } from './render-schedule.ts';

export const scheduleListVerb = (session: Session) =>
  new Command('list')
    .alias('ls')
    .description('list the schedules of a cluster')
    .argument('<cluster>')
    .action((cluster) =>
      session.run(async ({ api, printer }) => {
        const list = await api.call('schedule.list', { params: { cluster } });
        printer.print(list, () => renderSchedules(cluster, list.items));
        return EXIT.ok;
      }),
    );
