import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const keepVerb = (session: Session) =>
  new Command('keep')
    .description('mark a set as not to be deleted')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const backup = await api.call('backup.keep', { params: { cluster, id } });
        printer.print(backup, () => `Backup ${id} of ${cluster} is kept: it is not deleted without --force.`);
        return EXIT.ok;
      }),
    );
