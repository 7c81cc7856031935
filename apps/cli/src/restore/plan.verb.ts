import { Command } from '@commander-js/extra-typings';
import { exitCodeOfRestore } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { findSet, ID_OF_SET } from '../ids/backup-id.ts';
import { idReference } from '../ids/id-reference.ts';
import type { Session } from '../session.ts';
import { renderPlan } from './render-plan.ts';

export const planVerb = (session: Session) =>
  new Command('plan')
    .description('what a restore would do, what would be lost, and whether it can be run; touches nothing')
    .argument('<cluster>')
    .argument('<backupId>', ID_OF_SET, idReference)
    .option('--dry-run', 'do not keep the plan; without it, it can be run for a day')
    .action((cluster, reference, { dryRun }) =>
      session.run(async ({ api, printer, say }) => {
        const id = await findSet(api, cluster, reference);
        const plan = await api.call('restore.plan', {
          params: { cluster },
          body: { backupId: id, dryRun: dryRun === true },
        });
        printer.print(plan, () => renderPlan(plan));
        if (printer.output === 'table' && plan.runnable && plan.restoreId !== null) {
          const words = ['restore', 'run', cluster, id, '--plan', plan.restoreId, '--hash', plan.plan.hash];
          say(`\nRun it: ${commandLine(...words)}`);
        }
        return exitCodeOfRestore(plan);
      }),
    );
