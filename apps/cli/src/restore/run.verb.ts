import { Command } from '@commander-js/extra-typings';
import type { Restore } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { agreed, requirePerson, sayWhere } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { followedRestore } from '../following/followed.ts';
import { wait } from '../following/wait.ts';
import { commandLine } from '../invocation.ts';
import { findSet, ID_OF_SET } from '../ids/backup-id.ts';
import { idReference, type IdReference } from '../ids/id-reference.ts';
import { backupId, planHash, waitTimeout, type Duration } from '../options.ts';
import type { Context, Session } from '../session.ts';
import { renderPlan } from './render-plan.ts';

export const runVerb = (session: Session) =>
  new Command('run')
    .description('restore a set: plans, shows the plan, asks, runs it, and follows it to its end')
    .argument('<cluster>')
    .argument('<backupId>', ID_OF_SET, idReference)
    .option('--plan <n>', 'run this plan of `restore plan`, and no other', backupId)
    .option('--hash <hash>', 'hash of that plan', planHash)
    .option('--yes', 'do not ask')
    .option('--no-wait', 'do not follow it')
    .addOption(waitTimeout())
    .action((cluster, reference, options) =>
      session.run((context) => runRestore(context, { ...options, cluster, reference })),
    );

interface Asked {
  cluster: string;
  reference: IdReference;
  plan?: number | undefined;
  hash?: string | undefined;
  yes?: true | undefined;
  wait: boolean;
  waitTimeout?: Duration | undefined;
}

async function runRestore(context: Context, asked: Asked): Promise<number> {
  const { cluster, yes } = asked;
  if ((asked.plan === undefined) !== (asked.hash === undefined))
    return usage(context, '--plan and --hash belong together: `restore plan` prints both.');
  if (!yes) requirePerson(context, 'run a restore');
  sayWhere(context);
  const id = await findSet(context.api, cluster, asked.reference, { unasked: yes });
  const plan = await findPlan(context, { ...asked, backupId: id });
  if (context.printer.output === 'table') context.printer.line(renderPlan(plan));
  if (!plan.runnable) throw new ProblemAnswer('Nothing was touched: the plan cannot be run.', EXIT.rejected);
  const question = `\nAll of this will be done to ${cluster}, with backup ${id}. Type its name to continue: `;
  if (!yes && !(await agreed(context, { question, yes: cluster }))) return EXIT.rejected;
  return begin(context, plan, asked);
}

function usage({ say }: Context, message: string): number {
  say(message);
  return EXIT.usage;
}

/** The plan that was named, or a new one. @throws ProblemAnswer also when the named one is of another set */
async function findPlan(
  { api }: Context,
  { cluster, backupId: id, plan }: Asked & { backupId: number },
): Promise<Restore> {
  if (plan === undefined) return api.call('restore.plan', { params: { cluster }, body: { backupId: id } });
  const found = await api.call('restore.show', { params: { cluster, id: plan } });
  if (found.backupId === id) return found;
  throw new ProblemAnswer(`Plan ${plan} is for backup ${found.backupId}, not for ${id}.`, EXIT.usage);
}

/** The hash is that of the plan that was shown: the server refuses when the plan has changed since. */
async function begin(context: Context, plan: Restore, asked: Asked): Promise<number> {
  const { cluster } = asked;
  const hash = asked.hash ?? plan.plan.hash;
  const params = { cluster, id: plan.restoreId ?? 0 };
  const restore = await context.api.call('restore.run', { params, body: { hash } });
  const run = followedRestore(restore);
  if (run !== null && asked.wait) return wait(run, context, asked.waitTimeout);
  const watch = commandLine('restore', 'watch', cluster, restore.restoreId ?? 0);
  context.printer.print(
    restore,
    () => `Restore ${restore.restoreId ?? ''} was accepted.\nFollow it: ${watch}`,
  );
  return EXIT.ok;
}
