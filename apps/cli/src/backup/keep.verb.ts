import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { findSet, ID_OF_SET } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';

export const keepVerb = (session: Session) =>
  new Command('keep')
    .description('mark a set as not to be deleted')
    .argument('<cluster>')
    .argument('<id>', ID_OF_SET, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findSet(api, cluster, reference);
        const backup = await api.call('backup.keep', { params: { cluster, id } });
        printer.print(backup, () => `Backup ${id} of ${cluster} is kept: it is not deleted without --force.`);
        return EXIT.ok;
      }),
    );
