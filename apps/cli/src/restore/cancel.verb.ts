import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { findRestore, ID_OF_RESTORE } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import { commandLine } from '../invocation.ts';
import type { Session } from '../session.ts';

export const restoreCancelVerb = (session: Session) =>
  new Command('cancel')
    .description('stop a restore at its next step; what was deleted stays deleted')
    .argument('<cluster>')
    .argument('<restoreId>', ID_OF_RESTORE, idReference)
    .action((cluster, reference) =>
      session.run(async ({ api, printer }) => {
        const id = await findRestore(api, cluster, reference);
        const restore = await api.call('restore.cancel', { params: { cluster, id } });
        printer.print(restore, () =>
          [
            `Restore ${id} of ${cluster} was asked to stop. What was deleted stays deleted, what was stopped stays stopped:`,
            'plan and run another restore.',
            `See it end: ${commandLine('restore', 'watch', cluster, id)}`,
          ].join('\n'),
        );
        return EXIT.ok;
      }),
    );
