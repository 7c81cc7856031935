import { Inject, Injectable, Logger } from '@nestjs/common';
import type { ClusterConfig, HoldfastConfig } from '#config';
import {
  type Component,
  parsePartName,
  partNamesPattern,
  StepFailure,
  type NamedSnapshot,
  type SetOrigin,
} from '#domain';
import type { SnapshotEntry } from '#search';
import { ClusterClients, CONFIG } from '#engine';
import { metadataRefusal, originOf } from '../ownership/origin-of.ts';

/** Size and times of the snapshots of one set; null where the store does not tell. */
export interface SetFigures {
  sizeBytes: number | null;
  /** The same by component. */
  sizes: Partial<Record<Component, number>> | null;
  /** ms since the epoch. */
  startedAt: number | null;
  finishedAt: number | null;
  /** Who took it, as its records snapshot says; null where that says nothing, or could not be read. */
  origin: SetOrigin | null;
}

export const NO_FIGURES: SetFigures = {
  sizeBytes: null,
  sizes: null,
  startedAt: null,
  finishedAt: null,
  origin: null,
};
/** Figures are kept for at most this many snapshots; some bytes each. */
const KEPT = 50_000;

interface SetOnPage {
  backupId: number;
  snapshots: readonly NamedSnapshot[];
}

type Figures = Pick<SnapshotEntry, 'sizeBytes' | 'startedAt' | 'finishedAt'> & { origin: SetOrigin | null };

/** Reads a snapshot once: one that has ended never changes, and its uuid is its own. */
@Injectable()
export class SnapshotFactsReader {
  private readonly logger = new Logger(SnapshotFactsReader.name);
  private readonly known = new Map<string, Figures>();

  constructor(
    @Inject(CONFIG) private readonly config: HoldfastConfig,
    private readonly clients: ClusterClients,
  ) {}

  /**
   * In as few calls as possible for all sets together, and none for those that are known. Never rejects: without an
   * answer there are no figures.
   */
  async of(cluster: ClusterConfig, sets: readonly SetOnPage[]): Promise<Map<number, SetFigures>> {
    const unread = sets.filter(({ snapshots }) => snapshots.some(({ uuid }) => !this.known.has(uuid ?? '')));
    if (unread.length > 0) await this.read(cluster, unread);
    return new Map(sets.map(({ backupId, snapshots }) => [backupId, this.sum(snapshots)]));
  }

  /**
   * An answer has a line for each index of each snapshot. Of a cluster with thousands of indices, that of a page may exceed
   * the bound of an answer, and is never read whole: then each half is asked for by itself.
   */
  private async read(cluster: ClusterConfig, sets: readonly SetOnPage[]): Promise<void> {
    const call = { timeoutMs: this.config.steps.callTimeout, caller: 'holdfast (catalogue)' };
    try {
      const { records } = this.clients.of(cluster.name);
      const patterns = sets.flatMap(patternsOf);
      this.keep(cluster, await records.describe(cluster.records.repository, patterns, call));
    } catch (error) {
      if (sets.length < 2 || !isUnreadable(error)) return;
      const half = Math.ceil(sets.length / 2);
      await this.read(cluster, sets.slice(0, half));
      await this.read(cluster, sets.slice(half));
    }
  }

  private keep(cluster: ClusterConfig, entries: readonly SnapshotEntry[]): void {
    if (this.known.size + entries.length > KEPT) this.known.clear();
    for (const { snapshot, uuid, state, metadata, sizeBytes, startedAt, finishedAt } of entries) {
      if (uuid === null || state === 'IN_PROGRESS') continue;
      const refusal = this.known.has(uuid) ? null : metadataRefusal(snapshot, metadata);
      if (refusal !== null) this.logger.error(`${cluster.name}: ${refusal.message}`);
      this.known.set(uuid, { sizeBytes, startedAt, finishedAt, origin: originOf(metadata) });
    }
  }

  private sizesOf(snapshots: readonly NamedSnapshot[]): NonNullable<SetFigures['sizes']> {
    const sizes: NonNullable<SetFigures['sizes']> = {};
    for (const snapshot of snapshots) {
      const component = componentOf(snapshot);
      sizes[component] = (sizes[component] ?? 0) + (this.known.get(snapshot.uuid ?? '')?.sizeBytes ?? 0);
    }
    return sizes;
  }

  private sum(snapshots: readonly NamedSnapshot[]): SetFigures {
    const figures = snapshots.flatMap(({ uuid }) => this.known.get(uuid ?? '') ?? []);
    if (figures.length === 0) return NO_FIGURES;
    const sizes = figures.map(({ sizeBytes }) => sizeBytes).filter((size) => size !== null);
    // One that could not be described is not small.
    const whole = sizes.length === figures.length;
    const complete = whole && figures.length === snapshots.length;
    const starts = figures.map(({ startedAt }) => startedAt).filter((time) => time !== null);
    const ends = figures.map(({ finishedAt }) => finishedAt).filter((time) => time !== null);
    return {
      sizeBytes: whole ? sizes.reduce((sum, size) => sum + size, 0) : null,
      sizes: complete ? this.sizesOf(snapshots) : null,
      startedAt: starts.length > 0 ? Math.min(...starts) : null,
      finishedAt: ends.length === figures.length ? Math.max(...ends) : null,
      origin: figures.find((each) => each.origin !== null)?.origin ?? null,
    };
  }
}

function componentOf({ snapshot }: NamedSnapshot): Component {
  return parsePartName(snapshot)?.app ?? 'records';
}

/** An answer came, and was not read. Where the engine is down, or fails, asking for less would only ask it more often. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof StepFailure)) return false;
  const { code, status } = error.detail;
  return code === 'unexpected-answer' && (status ?? 0) < 400;
}

/** As few as name the snapshots of one set and of no other: all parts of a web application share one. */
function patternsOf({ backupId, snapshots }: SetOnPage): string[] {
  const patterns = snapshots.map(({ snapshot }) => {
    const app = parsePartName(snapshot)?.app;
    return app ? partNamesPattern({ app, backupId }) : snapshot;
  });
  return [...new Set(patterns)];
}
