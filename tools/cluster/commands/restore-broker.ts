import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { logFile, type Cluster } from '../cluster.ts';
import { brokerData } from '../components/broker.ts';
import { installJavaFor, requireCamunda } from '../components/camunda.ts';
import { launch, type Launched } from '../components/launch.ts';
import { prepareRestore, RESTORE } from '../components/restore.ts';
import { stop } from '../components/stop.ts';
import { lastLines } from '../run.ts';
import { requireStoppedBroker } from './wipe-broker.ts';

const SHOWN_LINES = 12;
const KILLED = 1;

/** Runs Camunda's restore program once; its exit code is the answer. */
export async function restoreBroker(backupId: number, cluster: Cluster): Promise<number> {
  requireStoppedBroker(cluster);
  requireCamunda(cluster);
  // No command waits for one that still runs: it was killed.
  await stop(RESTORE, cluster);
  await installJavaFor(cluster);
  await mkdir(brokerData(cluster), { recursive: true });
  await mkdir(join(cluster.at.dir, 'logs'), { recursive: true });
  const child = await launch(RESTORE.name, await prepareRestore(backupId, cluster), {
    cluster,
    detached: false,
  });
  const code = await cluster.narrator.step(`restore of backup ${backupId} ended`, () => ended(child));
  const log = logFile(cluster, RESTORE.name);
  cluster.narrator.say(lastWords(await readFile(log, 'utf8')));
  cluster.narrator.say(`The restore program ended with ${code}; its output is in ${log}.`);
  return code;
}

/** The end of the log without the frames of a Java stack, which would be all of it. */
export function lastWords(log: string): string {
  const isFrame = (line: string) => /^\s+(at |\.\.\. \d+ more)/.test(line);
  const spoken = log.split('\n').filter((line) => !isFrame(line));
  return lastLines(spoken.join('\n'), SHOWN_LINES);
}

/** Ending this command ends the program as well: a half-restored broker must not keep growing unseen. */
async function ended(child: Launched): Promise<number> {
  const pass = (name: NodeJS.Signals) => child.kill(name);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of signals) process.on(name, pass);
  try {
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    return child.exitCode ?? KILLED;
  } finally {
    for (const name of signals) process.off(name, pass);
  }
}
