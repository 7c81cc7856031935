import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { ID_OF_BACKUP, findBackup } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';

export const cancelVerb = (session: Session) =>
  new Command('cancel')
    .description('stop a running backup and resume exporting')
    .argument('<cluster>')
    .argument('<id>', ID_OF_BACKUP, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findBackup(api, cluster, reference);
        const backup = await api.call('backup.cancel', { params: { cluster, id } });
        const see = commandLine('backup', 'watch', cluster, id);
        printer.print(backup, () => `Backup ${id} of ${cluster} was asked to stop.\nSee it end: ${see}`);
        return EXIT.ok;
      }),
    );
