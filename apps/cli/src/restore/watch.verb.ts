import { Command } from '@commander-js/extra-typings';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { followedRestore } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { backupId, waitTimeout } from '../options.ts';
import type { Session } from '../session.ts';

export const restoreWatchVerb = (session: Session) =>
  new Command('watch')
    .description('follow a restore to its end, or see how it went; with -o json one event a line')
    .argument('<cluster>')
    .argument('<restoreId>', 'number of the restore', backupId)
    .addOption(waitTimeout())
    .action((cluster, id, options) =>
      session.run(async (context) => {
        const run = followedRestore(await context.api.call('restore.show', { params: { cluster, id } }));
        if (run === null) throw new ProblemAnswer(`Plan ${id} was not run: nothing to watch.`, EXIT.notFound);
        return wait(run, context, options.waitTimeout);
      }),
    );
