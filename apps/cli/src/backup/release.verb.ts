import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const releaseVerb = (session: Session) =>
  new Command('release')
    .description('remove the mark of `keep`')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const backup = await api.call('backup.release', { params: { cluster, id } });
        printer.print(backup, () => `Backup ${id} of ${cluster} is no longer kept.`);
        return EXIT.ok;
      }),
    );
