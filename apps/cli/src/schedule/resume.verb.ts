import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { localTime } from '../output/format.ts';
import type { Session } from '../session.ts';

export const resumeVerb = (session: Session) =>
  new Command('resume')
    .description('begin runs at its planned times again; those that passed meanwhile are not made up for')
    .argument('<cluster>')
    .argument('<schedule>')
    .action((cluster, name) =>
      session.run(async ({ api, printer }) => {
        const schedule = await api.call('schedule.resume', { params: { cluster, schedule: name } });
        const next = localTime(schedule.nextAt);
        printer.print(schedule, () => `Schedule ${name} of ${cluster} continues; its next time is ${next}.`);
        return EXIT.ok;
      }),
    );
