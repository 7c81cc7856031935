import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { kindArgument, subjectOption } from './alert-options.ts';

export const acknowledgeVerb = (session: Session) =>
  new Command('acknowledge')
    .alias('ack')
    .description('show others that you deal with an alert; it stays until its cause is gone')
    .argument('<cluster>')
    .addArgument(kindArgument())
    .addOption(subjectOption())
    .option('--note <text>', 'what you do about it')
    .action((cluster, kind, { subject, note }) =>
      session.run(async ({ api, printer }) => {
        const alert = await api.call('alert.acknowledge', {
          params: { cluster },
          body: { kind, subject: subject ?? null, ...(note !== undefined && { note }) },
        });
        printer.print(
          alert,
          () => `${kind} of ${cluster} is acknowledged by ${alert.acknowledged?.by ?? 'you'}.`,
        );
        return EXIT.ok;
      }),
    );
