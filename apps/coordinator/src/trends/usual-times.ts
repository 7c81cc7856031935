import { Injectable } from '@nestjs/common';
import type { UsualTimes } from '#contracts';
import { RunStore } from '#redis';
import { usualOf, type RunRecord } from '#domain';
import { FewAtOnce } from './few-at-once.ts';

/** Of this many of the newest runs: restores are rare, and whole records are not small. */
const NEWEST = 60;
/** Clusters that are looked at together: after a start, all of them are wanted at once. */
const TOGETHER = 4;
const UNKNOWN: UsualTimes = { backup: null, restore: null };

interface Known {
  /** The run that had ended last when it was looked at. */
  after: string;
  usual: UsualTimes;
  /** Looks again; null while it does not. */
  looking: Promise<UsualTimes> | null;
}

/** How long runs of each cluster usually take. */
@Injectable()
export class UsualTimesReader {
  private readonly known = new Map<string, Known>();
  private readonly few = new FewAtOnce(TOGETHER);

  constructor(private readonly store: RunStore) {}

  /**
   * As known now, without waiting: nothing at first, and what was usual before while it looks again. It looks again only when
   * another run has ended.
   * @param last the run that ended last
   */
  of(cluster: string, last: Pick<RunRecord, 'runId'> | null): UsualTimes {
    const known = this.begin(cluster, last?.runId ?? '');
    // The next one who asks starts another look.
    known.looking?.catch(() => undefined);
    return known.usual;
  }

  /** The same, when it has looked. @throws ioredis' error while Redis is down */
  async read(cluster: string, last: Pick<RunRecord, 'runId'> | null): Promise<UsualTimes> {
    const known = this.begin(cluster, last?.runId ?? '');
    return known.looking ?? known.usual;
  }

  private begin(cluster: string, after: string): Known {
    const known = this.known.get(cluster) ?? { after: '', usual: UNKNOWN, looking: null };
    this.known.set(cluster, known);
    if (known.after === after) return known;
    known.after = after;
    const looking = this.few
      .run(() => this.store.list(cluster, { limit: NEWEST }))
      .then(inSeconds)
      .then((usual) => {
        if (known.after === after) known.usual = usual;
        return usual;
      })
      .catch((error: unknown) => {
        if (known.after === after) known.after = '';
        throw error;
      })
      .finally(() => {
        if (known.looking === looking) known.looking = null;
      });
    known.looking = looking;
    return known;
  }
}

/** @param runs newest first */
function inSeconds(runs: readonly RunRecord[]): UsualTimes {
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
