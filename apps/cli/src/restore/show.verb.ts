import { Command } from '@commander-js/extra-typings';
import { exitCodeOfRestore } from '../exit-codes.ts';
import { findRestore, ID_OF_RESTORE } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';
import { renderRestore } from './render-restore.ts';

export const restoreShowVerb = (session: Session) =>
  new Command('show')
    .description('show a restore by its steps, or a plan that was not run')
    .argument('<cluster>')
    .argument('<restoreId>', ID_OF_RESTORE, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findRestore(api, cluster, reference);
        const restore = await api.call('restore.show', { params: { cluster, id } });
        printer.print(restore, () => renderRestore(restore));
        return exitCodeOfRestore(restore);
      }),
    );
