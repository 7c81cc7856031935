import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import type { Session } from '../session.ts';
import { replayVerb } from './replay.verb.ts';

const NON_PRODUCTION =
  'conformance pauses exporting, makes backups and deletes them. Repeat it with --non-production for a cluster that is not in production; nothing was called.';

const HELP = `
Pause schedules and other backup tools of the cluster first. Exporting is paused while Zeebe is backed up. A second process
resumes it when this one is killed, or after 10 minutes; it tries for 24 hours. Ctrl-C resumes exporting and deletes the
backups; a second Ctrl-C leaves the backups.

Every wait ends: a call after 10 s, a backup that does not appear after 120 looks (1 minute and the time of the calls), its end
and its deletion after 600, the pause after 9 minutes, the checks after 30, the resume after 5 (without the second process after
15), and the deletion of what is left after 5.

Exit codes: 0 every answer is as expected, 7 one differs, 20 exporting is not confirmed to be running, 1 the checks stopped, a
backup may be left, or the recording was not written, 5 the cluster is not ready and nothing was changed, 2 usage, 6 no such
cluster, 130 stopped by Ctrl-C or a signal. Of several, 20 comes first, then 130, 7 and 1.`;

/** Works with the configuration alone: it needs neither Redis nor a coordinator. */
export const conformanceVerb = (session: Session) =>
  new Command('conformance')
    .description('compare every answer of a cluster that is not in production with what Holdfast expects')
    .argument('<cluster>', 'name of the cluster in the configuration (HOLDFAST_CONFIG tells where)')
    .option('--non-production', 'exporting may be paused, and backups may be made and deleted')
    .option('--record <file>', 'write every answer, without secrets, to a new file')
    .addHelpText('after', HELP)
    .action((cluster, { nonProduction, record }) =>
      session.run(async (context) => {
        if (nonProduction !== true) {
          context.say(NON_PRODUCTION);
          return EXIT.usage;
        }
        // No other verb needs the configuration or the clients of Camunda.
        const { runConformance } = await import('./run-conformance.ts');
        return await runConformance(cluster, record, context);
      }),
    )
    .addCommand(replayVerb(session));
