import { Command } from '@commander-js/extra-typings';
import type { Backup, StartBackup } from '#contracts';
import type { HoldfastClient } from '../api/holdfast.client.ts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { followedBackup } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { commandLine } from '../invocation.ts';
import { backupId, label, waitTimeout } from '../options.ts';
import type { Session } from '../session.ts';

export const createVerb = (session: Session) =>
  new Command('create')
    .description('start a backup')
    .argument('<cluster>', 'name of the cluster in your holdfast.yaml')
    .option('--id <n>', 'backup id, above all that the cluster knows (chosen for you without it)', backupId)
    .option('--label <key=value>', 'label to keep with the run; may be repeated', label)
    .option('--wait', 'follow it to its end; Ctrl-C stops the waiting, not the backup')
    .addOption(waitTimeout().implies({ wait: true }))
    .option('--attach', 'follow the backup that runs already, where there is one')
    .action((cluster, { id, label: labels, attach, ...waiting }) =>
      session.run(async (context) => {
        const body = { ...(id !== undefined && { backupId: id }), ...(labels && { labels }) };
        const backup = await (attach ? startOrAttach : start)(context.api, cluster, body);
        if (waiting.wait || attach) return wait(followedBackup(backup), context, waiting.waitTimeout);
        context.printer.print(backup, () => accepted(backup));
        return EXIT.ok;
      }),
    );

function start(api: HoldfastClient, cluster: string, body: StartBackup): Promise<Backup> {
  return api.call('backup.create', { params: { cluster }, body });
}

/** On a busy cluster, the backup that holds it. A restore or a deletion that holds it is still a problem. */
async function startOrAttach(api: HoldfastClient, cluster: string, body: StartBackup): Promise<Backup> {
  try {
    return await api.call('backup.create', { params: { cluster }, body });
  } catch (error) {
    const holder = error instanceof ProblemAnswer ? error.details.holder : null;
    if (holder?.kind !== 'backup') throw error;
    return api.call('backup.show', { params: { cluster, id: holder.number } }).catch(() => {
      throw error;
    });
  }
}

function accepted({ backupId: id, cluster }: Backup): string {
  return `Backup ${id} of ${cluster} was accepted.\nFollow it: ${commandLine('backup', 'watch', cluster, id)}`;
}
