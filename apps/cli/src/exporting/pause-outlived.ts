import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterConfig } from '#config';
import type { ExportingState } from '#domain';

/**
 * What Holdfast itself needs to lift a pause of its own after the budget (docs/reliability.md: 15 s), and as much again.
 * A pause that is still there then has outlived everyone who knew of it.
 */
const GRACE_MS = 30_000;
/** Short: a run that lifts its pause, and the next one that makes its own, must not look like one pause. */
const LOOK_MS = 1_000;
/**
 * From the question of one look to the answer of the next, also where a gateway is slow or this process stood still. A run that
 * waited for its turn may pause this soon after another one has resumed.
 */
const GAP_MS = 3_000;

export interface Waiting {
  graceMs: number;
  lookMs: number;
  /** Monotonic (ms). */
  now: () => number;
  sleep: (ms: number) => Promise<unknown>;
}

const WAITING: Waiting = { graceMs: GRACE_MS, lookMs: LOOK_MS, now: () => performance.now(), sleep };

/** `outlived`: it may be lifted. `unread`: the brokers did not say for long enough without a gap what they do. */
export type PauseVerdict = 'runs' | 'outlived' | 'hard' | 'unread';

/**
 * Watches a pause without touching it, until it ends or was seen for the cluster's whole `pauseBudget` and a little more:
 * no run of Holdfast pauses for that long. Takes as long as that, and returns at once where exporting runs. A hard pause is
 * not Holdfast's unless the cluster allows it, and is left to the one who made it.
 * @param look reads the brokers now
 */
export async function pauseOutlived(
  cluster: Pick<ClusterConfig, 'name' | 'pauseBudget' | 'hardPause'>,
  look: () => Promise<ExportingState>,
  say: (line: string) => void,
  { graceMs, lookMs, now, sleep: wait }: Waiting = WAITING,
): Promise<PauseVerdict> {
  const patience = cluster.pauseBudget + graceMs;
  const startedAt = now();
  let seenSince: number | null = null;
  let toldOfIt = false;
  let before = startedAt;
  for (;;) {
    const lookedAt = now();
    const state = await look();
    const at = now();
    // Each answer is of any moment since its question.
    if (at - before > GAP_MS) seenSince = null;
    before = lookedAt;
    if (state === 'running') return 'runs';
    if (state === 'paused' && cluster.hardPause === 'refused') return 'hard';
    // While nothing could be read, one pause may have ended and another one followed it.
    seenSince = state === 'unknown' ? null : (seenSince ?? at);
    if (seenSince !== null && !toldOfIt) {
      toldOfIt = true;
      const seconds = Math.ceil(patience / 1000);
      say(`${cluster.name}: exporting is ${state}; it will be resumed unless that ends within ${seconds} s`);
    }
    if (seenSince !== null && at - seenSince >= patience) return 'outlived';
    if (at - startedAt >= (toldOfIt ? 2 * patience : patience)) return 'unread';
    await wait(lookMs);
  }
}
