import { Command } from '@commander-js/extra-typings';
import { exitCodeOfRestore } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';
import { renderRestore } from './render-restore.ts';

export const restoreShowVerb = (session: Session) =>
  new Command('show')
    .description('show a restore by its steps, or a plan that was not run')
    .argument('<cluster>')
    .argument('<restoreId>', 'number of the restore or of the plan', backupId)
    .action((cluster, id) =>
      session.run(async ({ api, printer }) => {
        const restore = await api.call('restore.show', { params: { cluster, id } });
        printer.print(restore, () => renderRestore(restore));
        return exitCodeOfRestore(restore);
      }),
    );
