import { Injectable } from '@nestjs/common';
import type { Exporting } from '#contracts';
import { ObservedExporting } from '#engine';

/** The exporter phases of every cluster, as the reconciler of this process saw them: a page makes no call to the brokers. */
@Injectable()
export class ExportingReader {
  constructor(private readonly observations: ObservedExporting) {}

  /** As last read, two seconds ago where the cluster answers; null before its first answer. */
  of(cluster: string): Exporting | null {
    const observation = this.observations.of(cluster);
    if (observation === null) return null;
    const { state, readAt, replicas, problem } = observation;
    return {
      ...{ cluster, exporting: state, problem },
      readAt: new Date(readAt).toISOString(),
      partitions: [...replicas],
    };
  }
}
