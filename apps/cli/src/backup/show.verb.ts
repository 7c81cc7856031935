import { Command } from '@commander-js/extra-typings';
import { exitCodeOfBackup } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';
import { renderBackup } from './render-backup.ts';

export const showVerb = (session: Session) =>
  new Command('show')
    .description('show a backup: its set by parts, its run by steps')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const backup = await api.call('backup.show', { params: { cluster, id } });
        printer.print(backup, () => renderBackup(backup));
        return exitCodeOfBackup(backup);
      }),
    );
