import { Command } from '@commander-js/extra-typings';
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
        const backup = await api.adopt(cluster, id, options.from);
        printer.print(backup, () => `Backup ${id} is a set of ${cluster} now.`);
        return EXIT.ok;
      }),
    );
