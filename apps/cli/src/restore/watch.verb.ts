import { Command } from '@commander-js/extra-typings';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { findRestore, ID_OF_RESTORE } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import { followedRestore } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { waitTimeout } from '../options.ts';
import type { Session } from '../session.ts';

export const restoreWatchVerb = (session: Session) =>
  new Command('watch')
    .description('follow a restore to its end, or see how it went; with -o json one event a line')
    .argument('<cluster>')
    .argument('<restoreId>', ID_OF_RESTORE, idReference)
    .addOption(waitTimeout())
    .action((cluster, reference, options) =>
      session.run(async (context) => {
        const id = await findRestore(context.api, cluster, reference);
        const run = followedRestore(await context.api.call('restore.show', { params: { cluster, id } }));
        if (run === null) throw new ProblemAnswer(`Plan ${id} was not run: nothing to watch.`, EXIT.notFound);
        return wait(run, context, options.waitTimeout);
      }),
    );
