import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { followedBackup } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { commandLine } from '../invocation.ts';
import { waitTimeout } from '../options.ts';
import type { Session } from '../session.ts';

export const triggerVerb = (session: Session) =>
  new Command('trigger')
    .description('begin a run of it now, also while it is paused')
    .argument('<cluster>')
    .argument('<schedule>')
    .option('--wait', 'follow it to its end; Ctrl-C stops the waiting, not the backup')
    .addOption(waitTimeout().implies({ wait: true }))
    .action((cluster, name, options) =>
      session.run(async (context) => {
        const backup = await context.api.call('schedule.trigger', { params: { cluster, schedule: name } });
        if (options.wait) return wait(followedBackup(backup), context, options.waitTimeout);
        const watch = commandLine('backup', 'watch', cluster, backup.backupId);
        context.printer.print(
          backup,
          () => `Backup ${backup.backupId} of ${cluster} was accepted.\nFollow it: ${watch}`,
        );
        return EXIT.ok;
      }),
    );
