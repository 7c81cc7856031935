import { Command } from '@commander-js/extra-typings';
import type { Lock } from '#contracts';
import { nameOf } from '#domain';
import { EXIT } from '../exit-codes.ts';
import { capital, localTime, seconds } from '../output/format.ts';
import { fields } from '../output/table.ts';
import type { Session } from '../session.ts';
import { findCluster } from './find-cluster.ts';

export const lockShowVerb = (session: Session) =>
  new Command('show')
    .description('which run holds a cluster, and which process works on it')
    .argument('<cluster>')
    .action((name) =>
      session.run(async ({ api, printer }) => {
        const cluster = await findCluster(api, name);
        printer.print(cluster.lock, () => renderLock(name, cluster.lock));
        return EXIT.ok;
      }),
    );

export function renderLock(name: string, lock: Lock | null): string {
  if (lock === null) return `No run holds ${name}.`;
  return `${capital(nameOf(lock))} holds ${name}.\n${fields([
    ['holder', lock.holder === '' ? 'none: the lease ran out and the run has not ended' : lock.holder],
    ['fence', String(lock.fence)],
    ['since', localTime(lock.acquiredAt)],
    ['lease', `${seconds(lock.leaseMs)} left`],
    ['run', lock.runId],
  ])}`;
}
