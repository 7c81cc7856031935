import { Command } from '@commander-js/extra-typings';
import type { Lock } from '#contracts';
import { ProblemAnswer } from '../api/problem-answer.ts';
import { EXIT } from '../exit-codes.ts';
import { localTime, seconds } from '../output/format.ts';
import { fields } from '../output/table.ts';
import type { Session } from '../session.ts';

export const lockShowVerb = (session: Session) =>
  new Command('show')
    .description('which run holds a cluster, and which process works on it')
    .argument('<cluster>')
    .action((name) =>
      session.run(async ({ api, printer }) => {
        const clusters = await api.clusters();
        const cluster = clusters.find((each) => each.name === name);
        if (!cluster) throw unknownCluster(name, clusters);
        printer.print(cluster.lock, () => renderLock(name, cluster.lock));
        return EXIT.ok;
      }),
    );

function unknownCluster(name: string, clusters: readonly { name: string }[]): ProblemAnswer {
  const known = clusters.map((each) => each.name).join(', ');
  return new ProblemAnswer(`No cluster "${name}" is configured. Known: ${known}.`, EXIT.notFound);
}

function renderLock(name: string, lock: Lock | null): string {
  if (lock === null) return `Nobody holds ${name}.`;
  return `Run ${lock.backupId} holds ${name}.\n${fields([
    ['holder', lock.holder === '' ? 'nobody: the lease ran out and the run has not ended' : lock.holder],
    ['fence', String(lock.fence)],
    ['since', localTime(lock.acquiredAt)],
    ['lease', `${seconds(lock.leaseMs)} left`],
    ['run', lock.runId],
  ])}`;
}
