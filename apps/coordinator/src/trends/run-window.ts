import { Injectable } from '@nestjs/common';
import { RunStore } from '#redis';
import { backupPointOf, type BackupPoint, type RunRecord } from '#domain';

const PAGE = 200;
/** A backup each ten minutes for more than a month; of more runs, the newest are read. */
const MOST = 5_000;

/** The backups of some time, newest first, and the first completed one before them. */
export interface RunWindow {
  points: BackupPoint[];
  truncated: boolean;
  /** The run that ended last; null for none. */
  ended: Pick<RunRecord, 'runId'> | null;
}

/** Reads the backups of the last days from the record. */
@Injectable()
export class RunWindowReader {
  constructor(private readonly store: RunStore) {}

  /**
   * @param from ms since the epoch
   * @throws ioredis' error while Redis is down
   */
  async since(cluster: string, from: number): Promise<RunWindow> {
    const points: BackupPoint[] = [];
    let [read, below, ended] = [0, undefined as number | undefined, null as RunWindow['ended']];
    while (read < MOST) {
      const page = await this.store.list(cluster, { limit: PAGE, ...(below !== undefined && { below }) });
      for (const run of page) {
        if (run.phase === 'done') ended ??= { runId: run.runId };
        // Of a record little is needed: thousands of them are not kept.
        const point = backupPointOf(run);
        if (point !== null) points.push(point);
        if (point !== null && isGoodBefore(point, from)) return { points, truncated: false, ended };
      }
      if (page.length < PAGE) return { points, truncated: false, ended };
      read += page.length;
      below = page.at(-1)?.number;
    }
    return { points, truncated: true, ended };
  }
}

/** With it begins the age that the first day has. */
function isGoodBefore({ outcome, finishedAt }: BackupPoint, from: number): boolean {
  return outcome === 'completed' && finishedAt < from;
}
