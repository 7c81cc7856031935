import { setTimeout as sleep } from 'node:timers/promises';
import { backUpByHand } from '../test/support/by-hand.ts';
import type { RealCluster } from '../test/support/real-cluster.ts';
import type { Times } from './backup-times.ts';
import { median, type Figure } from './figures.ts';

/** The same documented steps as a plain script; the limit asks every 10 ms, so that what is left is the time of the components. */
const SCRIPTS = {
  limit: 10,
  'by hand, asking every 5 s': 5_000,
  'by hand, asking every 0.5 s': 500,
} as const;
type Contestant = keyof typeof SCRIPTS | 'Holdfast';
const CONTESTANTS = [...(Object.keys(SCRIPTS) as (keyof typeof SCRIPTS)[]), 'Holdfast'] as const;

/** Every measurement of each contestant. */
export type Measurements = Record<Contestant, Times[]>;

/** Holdfast may take this much longer than the limit: a share of it, and in addition what does not depend on it (s). */
const OVERHEAD = { share: 1.05, whole: 0.3, pause: 0.2 };
const KEYS = { whole: 'whole backup', pause: 'exporting paused' } as const;

interface Contest {
  cluster: RealCluster;
  /** Address of Optimize. */
  optimize: string;
  holdfast: () => Promise<Times>;
  /** How often each of them takes a backup, after a first one that does not count. */
  rounds: number;
}

/** Backups by all contestants in turn, so that all of them meet the same machine. @throws Error when one does not complete */
export async function contest({ cluster, optimize, holdfast, rounds }: Contest): Promise<Measurements> {
  const byHand = async (pollMs: number): Promise<Times> => {
    const backupId = Math.floor(Date.now() / 1000);
    const { seconds, pauseSeconds } = await backUpByHand(cluster, optimize, backupId, { pollMs });
    return { whole: seconds, pause: pauseSeconds };
  };
  const measured = Object.fromEntries(CONTESTANTS.map((name) => [name, [] as Times[]])) as Measurements;
  // The first one pays for what is loaded and compiled.
  for (let round = 0; round <= rounds; round += 1)
    for (const name of CONTESTANTS) {
      // Ids are seconds, and each is greater than the one before.
      await sleep(1_100);
      const times = name === 'Holdfast' ? await holdfast() : await byHand(SCRIPTS[name]);
      if (round > 0) measured[name].push(times);
    }
  return measured;
}

/** How each of them compares with the limit, and how long each took. Pure. */
export function figuresOf(measured: Measurements): Figure[] {
  const of = (name: Contestant, key: keyof Times): number[] => measured[name].map((each) => each[key]);
  const keys = Object.keys(KEYS) as (keyof Times)[];
  const ratios = keys.flatMap((key) => {
    const limit = median(of('limit', key));
    return CONTESTANTS.filter((name) => name !== 'limit').map((name): Figure => ({
      what: `${name}: ${KEYS[key]}, against the limit`,
      unit: '×',
      values: of(name, key).map((value) => value / limit),
      ...(name === 'Holdfast' && { target: OVERHEAD.share + OVERHEAD[key] / limit }),
    }));
  });
  const absolute = keys.flatMap((key) =>
    CONTESTANTS.map((name): Figure => ({ what: `${name}: ${KEYS[key]}`, unit: 's', values: of(name, key) })),
  );
  return [...ratios, ...absolute];
}
