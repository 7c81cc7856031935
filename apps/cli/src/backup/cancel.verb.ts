import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const cancelVerb = (session: Session) =>
  new Command('cancel')
    .description('stop a running backup and resume exporting')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const backup = await api.call('backup.cancel', { params: { cluster, id } });
        const see = commandLine('backup', 'watch', cluster, id);
        printer.print(backup, () => `Backup ${id} of ${cluster} was asked to stop.\nSee it end: ${see}`);
        return EXIT.ok;
      }),
    );
