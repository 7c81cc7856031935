import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { HistoryStore, type IndexedRun } from '#redis';
import {
  isBeyond,
  NewestRuns,
  trimObstacle,
  UnreadableRecord,
  type RunOutline,
  type TrimFacts,
} from '#domain';
import { HistoryNeeds } from './history-needs.ts';

/** How many runs are looked at in one go: as many as are beyond the count, within these bounds. */
const PAGE = { least: 20, most: 100 };
/** How many are read in one go to find the newest of each kind. */
const OUTLINES = 500;
/** How many one call removes at most. */
const MOST = 1_000;

/** What one call did. */
export interface TrimResult {
  /** How many runs were removed. */
  trimmed: number;
  /** Whether it stopped before the end, because it had removed as many as one call may. */
  more: boolean;
}

/**
 * Removes the runs that `history.keep` no longer keeps, oldest first, unless something needs them. Each run goes whole, in one
 * script, so that it may be ended at any line, and any process may continue.
 */
@Injectable()
export class HistoryTrimmer {
  /** By cluster. A cache: what is in it is looked for again before it is used. */
  private readonly newest = new Map<string, NewestRuns>();

  constructor(
    private readonly store: HistoryStore,
    private readonly needs: HistoryNeeds,
  ) {}

  /**
   * Idempotent. A run that this build cannot read stays.
   * @param now by which the age of runs counts
   * @throws Error where Redis, or something that may need a run, cannot be read; what was removed before stays removed
   */
  async trim(cluster: ClusterConfig, now = new Date()): Promise<TrimResult> {
    const { name, history } = cluster;
    const newest = await this.seeNewest(name);
    const size = await this.store.size(name);
    let trimmed = 0;
    let seen = 0;
    for (let above = 0; trimmed < MOST;) {
      const limit = Math.min(PAGE.most, Math.max(PAGE.least, size - seen - history.keep.count));
      const page = await this.store.above(name, above, limit);
      const isDue = (run: RunOutline, index: number): boolean =>
        isBeyond(run, { newer: size - seen - index - 1, keep: history.keep, now: now.getTime() });
      const due = page.filter(({ outline, unreadable }, index) =>
        outline === null ? unreadable === null : isDue(outline, index),
      );
      trimmed += await this.trimAll(cluster, due, { newest, now });
      const last = page.findLastIndex(({ outline }) => outline !== null);
      const lastOutline = page[last]?.outline ?? null;
      // All that follow are newer.
      if (page.length < limit || (lastOutline !== null && !isDue(lastOutline, last)))
        return { trimmed, more: false };
      seen += page.length;
      above = page.at(-1)?.number ?? above;
    }
    return { trimmed, more: true };
  }

  /** @returns how many were removed */
  private async trimAll(
    cluster: ClusterConfig,
    due: readonly IndexedRun[],
    { newest, now }: { newest: NewestRuns; now: Date },
  ): Promise<number> {
    if (due.length === 0) return 0;
    const runs = due.flatMap(({ outline }) => outline ?? []);
    const facts = { ...(await this.needs.facts(cluster, runs, newest)), newest, now: now.getTime() };
    let trimmed = 0;
    for (const { number, outline } of due)
      if (await this.trimOne(cluster.name, { number, outline, now }, facts)) trimmed += 1;
    return trimmed;
  }

  private async trimOne(
    cluster: string,
    { number, outline, now }: { number: number; outline: RunOutline | null; now: Date },
    facts: TrimFacts,
  ): Promise<boolean> {
    if (outline !== null && trimObstacle(outline, facts) !== null) return false;
    const confirmations = outline?.kind === 'restore' ? await this.needs.confirmations(cluster, outline) : [];
    const given = { runId: outline?.runId ?? null, notesOf: notesOf(outline, facts), confirmations, now };
    try {
      return (await this.store.trim(cluster, number, given)) === 'trimmed';
    } catch (error) {
      if (error instanceof UnreadableRecord) return false;
      throw error;
    }
  }

  /** Only what is new since the last call is read, as long as what was found then is still there. */
  private async seeNewest(cluster: string): Promise<NewestRuns> {
    let newest = this.newest.get(cluster) ?? new NewestRuns();
    const found = await this.store.recorded(cluster, newest.numbers);
    // Redis lost its data: numbers may start from below again.
    if (found.size < newest.numbers.length) newest = new NewestRuns();
    this.newest.set(cluster, newest);
    // The greatest one is read again: it may have been open.
    for (let above = newest.seenUpTo - 1; ;) {
      const page = await this.store.above(cluster, above, OUTLINES);
      for (const { outline } of page) if (outline !== null) newest.see(outline);
      if (page.length < OUTLINES) return newest;
      above = page.at(-1)?.number ?? above;
    }
  }
}

/** With the run of a set that is gone its notes go as well, and with the deletion that was the last to know of it. */
function notesOf(outline: RunOutline | null, { deletions, shown }: TrimFacts): number | null {
  if (outline === null || outline.kind === 'restore') return null;
  // A rejected run has no set, but another tool may have taken one with its id: the run was rejected for that.
  if (outline.kind === 'backup') return shown !== null && !shown.has(outline.setId) ? outline.setId : null;
  return deletions.get(outline.setId) === outline.number ? outline.setId : null;
}
