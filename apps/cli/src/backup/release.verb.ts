import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const releaseVerb = (session: Session) =>
  new Command('release')
    .description('take the mark of `keep` away')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const backup = await api.call('backup.release', { params: { cluster, id } });
        printer.print(backup, () => `Backup ${id} of ${cluster} is not kept any more.`);
        return EXIT.ok;
      }),
    );
