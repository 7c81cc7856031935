import { Command } from '@commander-js/extra-typings';
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
        const backup = await api.adopt(cluster, id, options.from).catch(inOurWords);
        printer.print(backup, () => `Backup ${id} is a set of ${cluster} now.`);
        return EXIT.ok;
      }),
    );

/** Holdfast names the field of its API, which is an option here. */
function inOurWords(error: unknown): never {
  if (!(error instanceof ProblemAnswer)) throw error;
  const message = error.message.replace(/\("from": "([^"]*)"\)/, '(--from $1)');
  throw new ProblemAnswer(message, error.exitCode, error.details);
}
