import { Inject, Injectable } from '@nestjs/common';
import type { Exporting } from '#contracts';
import { ClustersService } from '../clusters/clusters.service.ts';
import { SharedReading } from './shared-reading.ts';

/** Brokers are asked at most so often, however many people look (ms). */
const FRESH_MS = 2_000;
/** So long the overview waits for a cluster; what it said last is shown then (ms). */
const PATIENCE_MS = 200;

/** The exporter phases of every cluster, read only while somebody looks. */
@Injectable()
export class ExportingWatch {
  private readonly readings = new Map<string, SharedReading<Exporting>>();

  constructor(@Inject(ClustersService) private readonly clusters: ClustersService) {}

  /** As last read, at most two seconds ago where the cluster answers; null before its first answer. Never rejects. */
  of(cluster: string): Promise<Exporting | null> {
    const known = this.readings.get(cluster);
    if (known) return known.value();
    const made = new SharedReading(() => this.clusters.exporting(cluster), {
      freshMs: FRESH_MS,
      patienceMs: PATIENCE_MS,
    });
    this.readings.set(cluster, made);
    return made.value();
  }
}
