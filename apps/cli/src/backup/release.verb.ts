import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { findSet, ID_OF_SET } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';

export const releaseVerb = (session: Session) =>
  new Command('release')
    .description('remove the mark of `keep`')
    .argument('<cluster>')
    .argument('<id>', ID_OF_SET, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findSet(api, cluster, reference);
        const backup = await api.call('backup.release', { params: { cluster, id } });
        printer.print(backup, () => `Backup ${id} of ${cluster} is no longer kept.`);
        return EXIT.ok;
      }),
    );
