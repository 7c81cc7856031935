import { versioned } from '#domain';
import { expect } from '@jest/globals';
import type { RunReference, RunWrite } from '#redis';

export type Hash = Record<string, string>;

/** A reference that some process got at some time. A stopped process keeps it, and wakes up with it much later. */
export type Handle = RunReference;

/** What one cluster should hold, rule by rule, without a look at the scripts. */
export class ClusterModel {
  fence = 0;
  lastId = 0;
  lock: Hash | null = null;
  runs = new Map<number, { hash: Hash; journal: string[] }>();
  intent: string | null = null;
  /** The greatest fence ever given out. A loss of data does not change it. */
  highestFence = 0;

  constructor(readonly name: string) {}

  /** The one right to act on this cluster: the record and the counter agree on the reference. */
  mayWrite(run: Handle): boolean {
    const hash = this.runs.get(run.number)?.hash;
    return hash?.runId === run.runId && hash.fence === String(run.fence) && this.fence === run.fence;
  }

  mayRenew(run: Handle): boolean {
    const { lock } = this;
    const isFree = !lock || (lock.runId === run.runId && lock.fence === String(run.fence));
    return isFree && this.mayWrite(run) && !this.isDone(run);
  }

  /** Any value of the counter: a run whose lock was lost must be brought to its end, too. */
  mayTakeOver(run: Handle): boolean {
    const hash = this.runs.get(run.number)?.hash;
    const isFree = !this.lock || this.lock.runId === run.runId;
    return isFree && hash?.runId === run.runId && hash.fence === String(run.fence) && !this.isDone(run);
  }

  /** The run that keeps the cluster although its lease ran out. */
  openRun(): Hash | null {
    const hash = this.runs.get(this.lastId)?.hash;
    return hash && hash.phase !== 'done' ? hash : null;
  }

  isDone(run: Handle): boolean {
    return this.runs.get(run.number)?.hash.phase === 'done';
  }

  /** Redis chose it; it must be a fence that no run ever had, even if data was lost in between. */
  takeFence(fence: number): void {
    expect(fence).toBeGreaterThan(this.highestFence);
    this.fence = fence;
    this.highestFence = fence;
  }

  hold(run: Handle, holder: string): void {
    const { runId, kind, number, fence } = run;
    this.lock = { runId, kind, number: String(number), fence: String(fence), holder };
  }

  write(run: Handle, write: RunWrite): 'ok' | 'fenced' | 'illegal' {
    if (!this.mayWrite(run)) return 'fenced';
    if (this.isDone(run)) return 'illegal';
    const { hash, journal } = this.runs.get(run.number)!;
    const fits = ([field, allowed]: [string, readonly string[]]): boolean =>
      allowed.includes(hash[field] ?? '');
    if (!(write.guards ?? []).every(fits)) return 'illegal';
    Object.assign(hash, Object.fromEntries(write.fields ?? []));
    journal.push(...(write.entries ?? []).map((entry) => entry.message));
    if (write.intent === 'clear') this.intent = null;
    else if (write.intent && write.intent !== 'keep')
      this.intent = JSON.stringify(versioned('pause', write.intent));
    if (write.release && this.lock?.runId === run.runId) this.lock = null;
    return 'ok';
  }

  lose(): void {
    this.fence = 0;
    this.lastId = 0;
    this.lock = null;
    this.runs.clear();
    this.intent = null;
  }

  /** In the words of `observe`. */
  stored(): Stored {
    const stored: Stored = {};
    if (this.fence > 0) stored.fence = String(this.fence);
    if (this.lastId > 0) stored['last-id'] = String(this.lastId);
    if (this.lock) stored.lock = this.lock;
    if (this.intent !== null) stored['pause-intent'] = this.intent;
    if (this.runs.size > 0) stored.runs = [...this.runs.keys()].sort((a, b) => a - b).map(String);
    for (const [id, { hash, journal }] of this.runs) {
      stored[`run:${id}`] = hash;
      stored[`journal:${id}`] = journal;
    }
    return stored;
  }
}

export interface Model {
  clusters: ClusterModel[];
  handles: Handle[];
  /** How many runs were asked for; names the next one. */
  asked: number;
}

export type Stored = Record<string, string | string[] | Hash>;
