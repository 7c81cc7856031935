import { Command } from '@commander-js/extra-typings';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { findRestore, ID_OF_RESTORE } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Context, Session } from '../session.ts';

export const confirmVerb = (session: Session) =>
  new Command('confirm')
    .description('confirm that the action a restore waits for was done, or could not be done')
    .argument('<cluster>')
    .argument('<restoreId>', ID_OF_RESTORE, idReference)
    .option('--action <key>', 'what was done, as the restore names it (what it waits for now without it)')
    .option('--failed', 'it could not be done: the restore stops here')
    .option('--note <text>', 'for the journal')
    .option('--by <name>', 'who did it, for the journal')
    .action((cluster, reference, { action: named, failed, note, by }) =>
      session.run(async (context) => {
        const id = await findRestore(context.api, cluster, reference);
        const action = named ?? (await waitedFor(context, cluster, id));
        const message = { ...(note !== undefined && { note }), ...(by !== undefined && { by }) };
        const restore = await context.api.call('restore.confirm', {
          params: { cluster, id },
          body: { action, ok: failed !== true, ...message },
        });
        context.printer.print(restore, () =>
          failed ? `Noted: ${action} could not be done. Restore ${id} stops.` : `Noted: ${action} was done.`,
        );
        return EXIT.ok;
      }),
    );

async function waitedFor({ api }: Context, cluster: string, id: number): Promise<string> {
  const { waitingFor } = await api.call('restore.show', { params: { cluster, id } });
  if (waitingFor !== null) return waitingFor.action;
  throw new ProblemAnswer(`Restore ${id} of ${cluster} waits for nothing now.`, EXIT.rejected);
}
