import { Injectable } from '@nestjs/common';
import type { UsualTimes } from '#contracts';
import { RunStore } from '#redis';
import { usualOf, type RunRecord } from '#domain';

/** Restores are rare: of this many of the newest runs. */
const NEWEST = 200;

/** How long runs of each cluster usually take. */
@Injectable()
export class UsualTimesReader {
  private readonly known = new Map<string, { after: string; usual: Promise<UsualTimes> }>();

  constructor(private readonly store: RunStore) {}

  /**
   * Looks again only when another run has ended.
   * @param last the run that ended last
   * @throws ioredis' error while Redis is down
   */
  async of(cluster: string, last: Pick<RunRecord, 'runId'> | null): Promise<UsualTimes> {
    const after = last?.runId ?? '';
    const known = this.known.get(cluster);
    if (known?.after === after) return known.usual;
    const usual = this.look(cluster);
    this.known.set(cluster, { after, usual });
    usual.catch(() => this.known.delete(cluster));
    return usual;
  }

  private async look(cluster: string): Promise<UsualTimes> {
    return inSeconds(await this.store.list(cluster, { limit: NEWEST }));
  }
}

/** @param runs newest first */
export function inSeconds(runs: readonly RunRecord[]): UsualTimes {
  const { backup, restore } = usualOf(runs);
  return {
    backup: backup && {
      seconds: backup.took / 1000,
      pauseSeconds: backup.paused === null ? null : backup.paused / 1000,
      of: backup.of,
    },
    restore: restore && { seconds: restore.took / 1000, of: restore.of },
  };
}
