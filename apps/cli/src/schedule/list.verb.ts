import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { renderSchedules } from './render-schedule.ts';

export const scheduleListVerb = (session: Session) =>
  new Command('list')
    .description('list the schedules of a cluster')
    .argument('<cluster>')
    .action((cluster) =>
      session.run(async ({ api, printer }) => {
        const { items: schedules } = await api.call('schedule.list', { params: { cluster } });
        printer.print(schedules, () => renderSchedules(cluster, schedules));
        return EXIT.ok;
      }),
    );
