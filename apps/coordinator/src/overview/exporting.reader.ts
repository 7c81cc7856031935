import { Injectable } from '@nestjs/common';
import type { Exporting } from '#contracts';
import { ObservedExporting } from '#engine';
import type { RunRecord } from '#domain';
import { ExportingService } from '../exporting/exporting.service.ts';

interface Again {
  runId: string;
  /** null until the brokers answered. */
  exporting: Exporting | null;
}

/**
 * The exporter phases of every cluster, as the reconciler of this process saw them: a page makes no call to the brokers,
 * however many look. After the end of a run they are read once more, so that a state from within its pause does not stay.
 */
@Injectable()
export class ExportingReader {
  private readonly again = new Map<string, Again>();

  constructor(
    private readonly observations: ObservedExporting,
    private readonly service: ExportingService,
  ) {}

  /**
   * As last read, two seconds ago where the cluster answers; null before its first answer. Waits for no broker.
   * @param ended the run that ended last; null for none
   */
  of(cluster: string, ended: Pick<RunRecord, 'runId' | 'finishedAt'> | null): Exporting | null {
    const observed = this.observed(cluster);
    const again = this.again.get(cluster)?.exporting ?? null;
    const newest = again !== null && isBefore(observed?.readAt ?? null, again.readAt) ? again : observed;
    if (newest !== null && ended !== null && isBefore(newest.readAt, ended.finishedAt))
      this.readAgain(cluster, ended.runId);
    return newest;
  }

  private observed(cluster: string): Exporting | null {
    const observation = this.observations.of(cluster);
    if (observation === null) return null;
    const { state, readAt, replicas, problem } = observation;
    return {
      ...{ cluster, exporting: state, problem },
      readAt: new Date(readAt).toISOString(),
      partitions: [...replicas],
    };
  }

  /** Once for each run, whatever comes of it: the reconciler reads it anyway. */
  private readAgain(cluster: string, runId: string): void {
    if (this.again.get(cluster)?.runId === runId) return;
    const again: Again = { runId, exporting: null };
    this.again.set(cluster, again);
    void this.service.read(cluster).then(
      (exporting) => (again.exporting = exporting),
      () => undefined,
    );
  }
}

/** A time that is not known is before all others. */
function isBefore(one: string | null, other: string | null): boolean {
  if (other === null) return false;
  return one === null || Date.parse(one) < Date.parse(other);
}
