import { Command } from '@commander-js/extra-typings';
import { followedBackup } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { waitTimeout } from '../options.ts';
import { ID_OF_BACKUP, findBackup } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';

export const watchVerb = (session: Session) =>
  new Command('watch')
    .description('follow a backup to its end, or see how it went; with -o json one event a line')
    .argument('<cluster>')
    .argument('<id>', ID_OF_BACKUP, idReference)
    .addOption(waitTimeout())
    .action((cluster, reference, options) =>
      session.run(async (context) => {
        const id = await findBackup(context.api, cluster, reference);
        const backup = await context.api.call('backup.show', { params: { cluster, id } });
        return wait(followedBackup(backup), context, options.waitTimeout);
      }),
    );
