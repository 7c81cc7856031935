import { Inject, Injectable } from '@nestjs/common';
import type { Exporting } from '#contracts';
import { ExportingSightings } from '#engine';

/** The exporter phases of every cluster, as the reconciler of this process saw them: a page makes no call to the brokers. */
@Injectable()
export class ExportingWatch {
  constructor(@Inject(ExportingSightings) private readonly sightings: ExportingSightings) {}

  /** As last read, two seconds ago where the cluster answers; null before its first answer. */
  of(cluster: string): Exporting | null {
    const sighting = this.sightings.of(cluster);
    if (sighting === null) return null;
    const { state, readAt, replicas, problem } = sighting;
    return {
      ...{ cluster, exporting: state, problem },
      readAt: new Date(readAt).toISOString(),
      partitions: [...replicas],
    };
  }
}
