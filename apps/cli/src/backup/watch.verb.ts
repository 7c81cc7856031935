import { Command } from '@commander-js/extra-typings';
import { followedBackup } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { backupId, waitTimeout } from '../options.ts';
import type { Session } from '../session.ts';

export const watchVerb = (session: Session) =>
  new Command('watch')
    .description('follow a backup to its end, or see how it went; with -o json one event a line')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .addOption(waitTimeout())
    .action((cluster, id, options) =>
      session.run(async (context) =>
        wait(
          followedBackup(await context.api.call('backup.show', { params: { cluster, id } })),
          context,
          options.waitTimeout,
        ),
      ),
    );
