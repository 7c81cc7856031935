import { Command, Option } from '@commander-js/extra-typings';
import { ALERT_KINDS } from '#domain';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { duration } from '../options.ts';
import { localTime } from '../output/format.ts';
import type { Session } from '../session.ts';
import { subjectOption } from './alert-options.ts';
import { aboutOf } from './render-silences.ts';

export const silenceVerb = (session: Session) =>
  new Command('silence')
    .description('send no alert of a cluster for a time; alerts are shown all the time')
    .argument('<cluster>')
    .addOption(
      new Option('--for <time>', 'for how long, from 1m to 24 days')
        .argParser(duration)
        .makeOptionMandatory(),
    )
    .addOption(new Option('--kind <kind>', 'alerts of this kind only').choices(ALERT_KINDS))
    .addOption(subjectOption())
    .option('--note <text>', 'why', '')
    .action((cluster, { for: time, kind, subject, note }) =>
      session.run(async ({ api, printer }) => {
        const silence = await api.call('silence.create', {
          params: { cluster },
          body: { kind: kind ?? null, subject: subject ?? null, seconds: Math.round(time.ms / 1_000), note },
        });
        const end = commandLine('alert', 'end-silence', cluster, String(silence.id));
        printer.print(
          silence,
          () =>
            `${cluster}: ${aboutOf(silence)} not sent until ${localTime(silence.until)}.\nEnd it early: ${end}`,
        );
        return EXIT.ok;
      }),
    );
