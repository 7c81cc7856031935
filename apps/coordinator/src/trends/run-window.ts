import { Injectable } from '@nestjs/common';
import { RunStore } from '#redis';
import type { RunRecord } from '#domain';

const PAGE = 200;
/** An hour of backups each ten minutes for a month; of more, the newest are read. */
const MOST = 5_000;

/** The runs of some time, newest first, and the first completed backup before them. */
export interface RunWindow {
  runs: RunRecord[];
  truncated: boolean;
}

/** Reads the runs of the last days from the record. */
@Injectable()
export class RunWindowReader {
  constructor(private readonly store: RunStore) {}

  /**
   * @param from ms since the epoch
   * @throws ioredis' error while Redis is down
   */
  async since(cluster: string, from: number): Promise<RunWindow> {
    const runs: RunRecord[] = [];
    for (let below: number | undefined; runs.length < MOST; below = runs.at(-1)?.number) {
      const page = await this.store.list(cluster, { limit: PAGE, ...(below !== undefined && { below }) });
      for (const run of page) {
        runs.push(run);
        if (isGoodBefore(run, from)) return { runs, truncated: false };
      }
      if (page.length < PAGE) return { runs, truncated: false };
    }
    return { runs, truncated: true };
  }
}

/** With it begins the age that the first day has. */
function isGoodBefore({ kind, outcome, finishedAt }: RunRecord, from: number): boolean {
  return kind === 'backup' && outcome === 'completed' && finishedAt !== null && Date.parse(finishedAt) < from;
}
