import { Command } from '@commander-js/extra-typings';
import type { Backup, ProblemKind, Run } from '#contracts';
import { nameOf } from '#domain';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { agreed, requirePerson, sayWhere } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { followedDeletion } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { commandLine } from '../invocation.ts';
import { waitTimeout } from '../options.ts';
import { paint } from '../output/colours.ts';
import { capital, localTime } from '../output/format.ts';
import { findSet } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';
import { stateOf } from './render-backup.ts';

export const deleteVerb = (session: Session) =>
  new Command('delete')
    .alias('rm')
    .description('delete every part of a set, and follow that to its end')
    .argument('<cluster>')
    .argument('<id>', 'backup id, or its first digits', idReference)
    .option('--force', 'also one that is kept, or the last complete one')
    .option('--yes', 'do not ask')
    .option('--no-wait', 'do not follow it')
    .addOption(waitTimeout())
    .action((cluster, reference, options) =>
      session.run(async (context) => {
        const { api, printer } = context;
        if (!options.yes) requirePerson(context, 'delete a backup');
        sayWhere(context);
        const id = await findSet(api, cluster, reference, { unasked: options.yes, named: true });
        const params = { cluster, id };
        const backup = await api.call('backup.show', { params });
        if (printer.output === 'table') printer.line(renderDoomed(backup));
        if (
          !options.yes &&
          !(await agreed(context, { question: `Delete backup ${id} of ${cluster}? [y/N] `, yes: 'y' }))
        )
          return EXIT.rejected;
        const query = { force: options.force ? 'true' : 'false' } as const;
        const deletion = await api.call('backup.delete', { params, query }).catch(inOurWords);
        if (options.wait) return wait(followedDeletion(deletion), context, options.waitTimeout);
        printer.print(deletion, () => begun(deletion));
        return EXIT.ok;
      }),
    );

/** Refusals that may be overruled. */
const OVERRULED: readonly unknown[] = ['set-kept', 'last-complete-set'] satisfies ProblemKind[];

function inOurWords(error: unknown): never {
  if (error instanceof ProblemAnswer && OVERRULED.includes(error.details.kind))
    throw error.withRemedy('Repeat with --force to delete it anyway.');
  throw error;
}

/** What will be gone. */
function renderDoomed(backup: Backup): string {
  const { set, run } = backup;
  const what = `${paint.bold(`Backup ${backup.backupId}`)} of ${paint.bold(backup.cluster)}`;
  const about = `${stateOf(backup)}, started ${localTime(set?.startedAt ?? run?.requestedAt ?? null)}`;
  const parts = (set?.parts ?? []).flatMap(({ component, snapshots, message }) =>
    snapshots.length === 0
      ? [`  ${component}: ${message}`]
      : snapshots.map((snapshot) => `  ${component}: snapshot ${snapshot}`),
  );
  return [`${what} (${about}) will be deleted. ${paint.red('It cannot be brought back.')}`, ...parts].join(
    '\n',
  );
}

function begun(run: Run): string {
  const show = commandLine('backup', 'show', run.cluster, run.setId);
  return `${capital(nameOf(run))} of backup ${run.setId} was accepted.\nSee how far it is: ${show}`;
}
