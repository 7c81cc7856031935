import { Command } from '@commander-js/extra-typings';
import type { ProblemKind } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { backupId } from '../options.ts';
import type { Session } from '../session.ts';

export const adoptVerb = (session: Session) =>
  new Command('adopt')
    .description('take a foreign set for one of the cluster: from then on retention may delete it')
    .argument('<cluster>')
    .argument('<id>', 'backup id', backupId)
    .option('--from <cluster>', 'the cluster that the set says it is of, where that is another one')
    .action((cluster, id, options) =>
      session.run(async ({ api, printer }) => {
        const body = options.from === undefined ? {} : { from: options.from };
        const backup = await api
          .call('backup.adopt', { params: { cluster, id }, body })
          .catch(inOurWordsFor(cluster));
        printer.print(backup, () => `Backup ${id} is a set of ${cluster} now.`);
        return EXIT.ok;
      }),
    );

const CONFIRM: ProblemKind = 'confirmation-needed';

function inOurWordsFor(cluster: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof ProblemAnswer) || error.details.kind !== CONFIRM) throw error;
    const from = error.details.from ?? 'unknown';
    throw error.withRemedy(`Repeat that name (--from ${from}) to take it for one of "${cluster}".`);
  };
}
