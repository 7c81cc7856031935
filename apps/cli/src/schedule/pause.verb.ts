import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import type { Session } from '../session.ts';

/** It is better than no pause, at night. Who paused it, and when, is on record anyway. */
const DEFAULT_NOTE = 'paused by hand, without a reason';

export const pauseVerb = (session: Session) =>
  new Command('pause')
    .description('skip its planned times from now on; a run in progress is not touched')
    .argument('<cluster>')
    .argument('<schedule>')
    .option('--note <text>', 'why, for the next person who finds it paused', DEFAULT_NOTE)
    .action((cluster, name, { note }) =>
      session.run(async ({ api, printer }) => {
        const schedule = await api.call('schedule.pause', {
          params: { cluster, schedule: name },
          body: { note },
        });
        const resume = commandLine('schedule', 'resume', cluster, name);
        printer.print(schedule, () => `Schedule ${name} of ${cluster} is paused.\nResume it: ${resume}`);
        return EXIT.ok;
      }),
    );
