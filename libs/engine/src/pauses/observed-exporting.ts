import { Injectable } from '@nestjs/common';
import type { ExportingState, PartitionReplica } from '#domain';

/** What the reconciler of this process saw of a cluster at its last look. */
export interface ExportingObservation {
  state: ExportingState;
  /** ms since the epoch. */
  readAt: number;
  replicas: readonly PartitionReplica[];
  /** Since when it was seen paused without a break (ms since the epoch); null while it runs, or while that is unknown. */
  pausedSince: number | null;
  /** When it was last seen running (ms since the epoch); null when this process never saw that. */
  ranAt: number | null;
  /** Since when it could not be read (ms since the epoch); null when it could. */
  unknownSince: number | null;
  /** Why it is unknown, where it is. */
  problem: string | null;
}

type Look = Pick<ExportingObservation, 'state' | 'replicas' | 'problem'>;

/** The last look at every cluster, for readers that do not want to ask the brokers again. */
@Injectable()
export class ObservedExporting {
  private readonly last = new Map<string, ExportingObservation>();

  /** A look that could not read the cluster does not end a pause: it shows nothing. */
  note(cluster: string, look: Look, now = Date.now()): ExportingObservation {
    const before = this.last.get(cluster);
    const unknown = look.state === 'unknown';
    const pausedSince = before?.pausedSince ?? null;
    const observation: ExportingObservation = {
      ...look,
      readAt: now,
      pausedSince: unknown ? pausedSince : look.state === 'running' ? null : (pausedSince ?? now),
      ranAt: look.state === 'running' ? now : (before?.ranAt ?? null),
      unknownSince: unknown ? (before?.unknownSince ?? now) : null,
    };
    this.last.set(cluster, observation);
    return observation;
  }

  /** The cluster is no longer looked at, or another one is in its place. Idempotent. */
  forget(cluster: string): void {
    this.last.delete(cluster);
  }

  /** null before the first look. */
  of(cluster: string): ExportingObservation | null {
    return this.last.get(cluster) ?? null;
  }
}
