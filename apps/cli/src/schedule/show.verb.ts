import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { renderSchedule } from './render-schedule.ts';

export const scheduleShowVerb = (session: Session) =>
  new Command('show')
    .description('show a schedule, and what became of its newest planned times')
    .argument('<cluster>')
    .argument('<schedule>')
    .action((cluster, name) =>
      session.run(async ({ api, printer }) => {
        const schedule = await api.call('schedule.read', { params: { cluster, schedule: name } });
        printer.print(schedule, () => renderSchedule(schedule));
        return EXIT.ok;
      }),
    );
