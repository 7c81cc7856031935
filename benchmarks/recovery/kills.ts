import type { JournalEvent } from '#contracts';
import { streamIdOf } from '#domain';
import { parseCaller } from '../../test/faults/caller.ts';
import { pointsOf, type HttpSpot } from '../../test/faults/points.ts';
import { profileNamed } from '../../test/faults/profile.ts';
import type { AppName } from '../../test/support/holdfast.ts';
import type { Deployment } from './deployment.ts';
import { whenFollowed } from './follow.ts';

/** Seconds until progress, by what was killed and where. */
export type Recovered = Record<string, number>;

interface WorkerKill {
  app: AppName;
  /** A cluster of its own, so that all workers can be killed in one round. */
  cluster: string;
  version: '8.6' | '8.8';
  /** As the fault sweep names the point of the call. */
  point: string;
  step: string;
  inside: boolean;
}

export const WORKER_KILLS: readonly WorkerKill[] = [
  ...(['optimize', 'operate', 'tasklist'] as const).map((cluster): WorkerKill => ({
    ...{ app: `worker-${cluster}`, cluster, version: '8.6', inside: false },
    ...{ point: `trigger-${cluster}`, step: `backup-${cluster}` },
  })),
  {
    ...{ app: 'worker-webapps', cluster: 'webapps', version: '8.8', inside: true },
    ...{ point: 'trigger-webapps', step: 'backup-webapps' },
  },
  {
    ...{ app: 'worker-records', cluster: 'records', version: '8.6', inside: true },
    ...{ point: 'snapshot-records', step: 'snapshot-records' },
  },
  {
    ...{ app: 'worker-zeebe', cluster: 'zeebe', version: '8.6', inside: true },
    ...{ point: 'trigger-zeebe', step: 'backup-zeebe' },
  },
];

/** Only a preflight has a repository verified. */
const PREFLIGHT: HttpSpot = { component: 'elasticsearch', method: 'POST', path: '^/_snapshot/[^/]+/_verify' };
const OPERATE = spotOf('trigger-operate', '8.6');
const RECORDS = spotOf('snapshot-records', '8.6');

function spotOf(point: string, version: string): HttpSpot {
  const spot = pointsOf(profileNamed(version)).find(({ id }) => id === `${point}:after`)?.http;
  if (!spot) throw new Error(`${point} is no call of ${version}`);
  return spot;
}

const where = (inside: boolean): string => (inside ? 'inside the pause' : 'outside the pause');

/** What is killed. */
interface Victim {
  /** Its name in the journal; null for Redis, which writes no entry. */
  holder: string | null;
  /** Resolves once it has ended, with what starts it again. */
  kill: () => Promise<() => Promise<unknown>>;
}

interface Killed extends Pick<Victim, 'holder'> {
  /** When the signal was sent, on the clock of `performance.now()`. */
  at: number;
  /** When it had ended, in ms since the epoch, as ids of the journal count. */
  endedAt: number;
}

/** Written after the end of what was killed, by another process. */
const isProgress = ({ holder, endedAt }: Killed, { id, by }: JournalEvent): boolean =>
  streamIdOf(id)[0] > endedAt && by !== holder;

type Backup = Awaited<ReturnType<Deployment['heldBackup']>> & { cluster: string; step?: string };

/**
 * Kills it while these backups wait for an answer.
 * @param restart starts it again at once
 * @returns for each backup, the seconds until a client saw progress
 */
async function killDuring(
  deployment: Deployment,
  backups: readonly Backup[],
  { victim, restart }: { victim: Victim; restart: boolean },
): Promise<number[]> {
  const at = performance.now();
  const again = await victim.kill();
  const killed: Killed = { at, endedAt: Date.now(), holder: victim.holder };
  for (const { letGo } of backups) letGo();
  const started = restart ? again() : Promise.resolve();
  const times = await Promise.all(
    backups.map(async (backup) => {
      const { step } = backup;
      const seenAt = await whenFollowed(
        () => deployment.apiAddresses(),
        backup,
        (event) => isProgress(killed, event) && (step === undefined || event.step === step),
      );
      return (seenAt - killed.at) / 1000;
    }),
  );
  await started;
  for (const { cluster, backupId } of backups) await deployment.mustComplete(cluster, backupId);
  return times;
}

/**
 * Kills every worker once, each in a backup of its own, while the call by which its step asks for a part waits for its answer.
 * @param restart starts each of them again at once; otherwise another one of its kind must be there
 */
export async function killWorkers(deployment: Deployment, restart: boolean): Promise<Recovered> {
  const recovered = await Promise.all(
    WORKER_KILLS.map(async ({ app, cluster, version, point, step, inside }) => {
      const held = await deployment.heldBackup(cluster, spotOf(point, version));
      const victim = processVictim(deployment, parseCaller(held.caller)?.holder ?? '');
      const [seconds = NaN] = await killDuring(deployment, [{ ...held, cluster, step }], { victim, restart });
      return [`${app}, ${where(inside)}`, seconds] as const;
    }),
  );
  await deployment.startMissing();
  return Object.fromEntries(recovered);
}

/** Kills a coordinator that works on a preflight, and whose API a client follows a backup at. Both backups count. */
export function killCoordinator(deployment: Deployment, restart: boolean): Promise<Recovered> {
  return killAt(deployment, PREFLIGHT, {
    what: 'coordinator',
    restart,
    victimOf: async (cluster) => processVictim(deployment, await deployment.holderOf(cluster)),
  });
}

/** Kills the one process of a standalone Holdfast, and starts it again at once. */
export function killStandalone(deployment: Deployment): Promise<Recovered> {
  return killAt(deployment, OPERATE, {
    what: 'standalone',
    restart: true,
    victimOf: async (cluster) => processVictim(deployment, await deployment.holderOf(cluster)),
  });
}

/** Kills Redis, and starts it again at once on its append-only file. */
export function killRedis(deployment: Deployment): Promise<Recovered> {
  const { redis } = deployment.world;
  const kill = async (): Promise<() => Promise<void>> => {
    await redis.kill();
    return () => redis.start();
  };
  return killAt(deployment, OPERATE, {
    what: 'Redis',
    restart: true,
    victimOf: () => Promise.resolve({ holder: null, kill }),
  });
}

/** Two backups at once: one inside its pause, and one before it, at the spot that is given. */
async function killAt(
  deployment: Deployment,
  outside: HttpSpot,
  {
    what,
    restart,
    victimOf,
  }: { what: string; restart: boolean; victimOf: (outsideCluster: string) => Promise<Victim> },
): Promise<Recovered> {
  const [insideCluster, outsideCluster] = ['records', 'operate'];
  const backups = [
    { ...(await deployment.heldBackup(insideCluster, RECORDS)), cluster: insideCluster },
    { ...(await deployment.heldBackup(outsideCluster, outside)), cluster: outsideCluster },
  ];
  const victim = await victimOf(outsideCluster);
  const [inside = NaN, before = NaN] = await killDuring(deployment, backups, { victim, restart });
  await deployment.startMissing();
  return { [`${what}, ${where(false)}`]: before, [`${what}, ${where(true)}`]: inside };
}

function processVictim(deployment: Deployment, holder: string): Victim {
  return {
    holder,
    kill: async () => {
      const member = await deployment.kill(holder);
      return () => deployment.start(member);
    },
  };
}
