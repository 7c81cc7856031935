import { Command } from '@commander-js/extra-typings';
import { exitCodeOfBackup } from '../exit-codes.ts';
import { ID_OF_BACKUP, findBackup } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';
import { renderBackup } from './render-backup.ts';

export const showVerb = (session: Session) =>
  new Command('show')
    .description('show a backup: its set by parts, its run by steps')
    .argument('<cluster>')
    .argument('<id>', ID_OF_BACKUP, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findBackup(api, cluster, reference);
        const backup = await api.call('backup.show', { params: { cluster, id } });
        printer.print(backup, () => renderBackup(backup));
        return exitCodeOfBackup(backup);
      }),
    );
