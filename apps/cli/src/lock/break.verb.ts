import { Command } from '@commander-js/extra-typings';
import type { BrokenLock, Cluster } from '#contracts';
import { nameOf } from '#domain';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { agreed, requirePerson, sayWhere } from '../confirm.ts';
import { EXIT } from '../exit-codes.ts';
import { commandLine } from '../invocation.ts';
import { fence } from '../options.ts';
import { paint } from '../output/colours.ts';
import { capital } from '../output/format.ts';
import type { Session } from '../session.ts';
import { findCluster } from './find-cluster.ts';
import { renderLock } from './show.verb.ts';

export const lockBreakVerb = (session: Session) =>
  new Command('break')
    .description('shut out the run that holds a cluster: exporting is resumed, and the run ends as failed')
    .argument('<cluster>')
    .requiredOption(
      '--fence <n>',
      'of the lock that you looked at (lock show); another one is not broken',
      fence,
    )
    .option('--yes', 'do not ask')
    .action((name, options) =>
      session.run(async (context) => {
        const { api, printer, say } = context;
        if (!options.yes) requirePerson(context, 'break a lock');
        sayWhere(context);
        const cluster = await findCluster(api, name);
        requireHeld(cluster, options.fence);
        if (printer.output === 'table') say(renderDoomed(cluster));
        if (!options.yes && !(await agreed(context, { question: 'Break it? [y/N] ', yes: 'y' })))
          return EXIT.rejected;
        const broken = await api.call('lock.break', {
          params: { cluster: name },
          body: { fence: options.fence },
        });
        printer.print(broken, () => renderBroken(broken));
        return EXIT.ok;
      }),
    );

/** @throws ProblemAnswer where there is nothing to break, before the question */
function requireHeld({ name, lock }: Cluster, wanted: number): void {
  if (lock?.fence === wanted) return;
  const why =
    lock === null
      ? `No run holds ${name}: there is nothing to break.`
      : `${capital(nameOf(lock))} holds ${name} with fence ${lock.fence}, not ${wanted}. Look again before you break it.`;
  throw new ProblemAnswer(`${why} Nothing was touched.`, EXIT.rejected);
}

function renderDoomed({ name, lock }: Cluster): string {
  return `${renderLock(name, lock)}\n${paint.red('Its run will be shut out and end as failed.')} Exporting is resumed where it had paused it.`;
}

function renderBroken({ cluster, kind, number, newFence }: BrokenLock): string {
  const look =
    kind === 'restore'
      ? commandLine('restore', 'show', cluster, number)
      : commandLine('lock', 'show', cluster);
  return `The lock of ${cluster} is broken: ${nameOf({ kind, number })} is shut out, the fence is ${newFence}.\nSee how it ends: ${look}`;
}
