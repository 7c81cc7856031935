import { Command } from '@commander-js/extra-typings';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const restoreCancelVerb = (session: Session) =>
  new Command('cancel')
    .description('stop a restore at its next step; what was deleted stays deleted')
    .argument('<cluster>')
    .argument('<restoreId>', 'number of the restore', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
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
