import { Injectable } from '@nestjs/common';
import { HistoryStore } from '#redis';
import { ProblemError } from '../http/problem.error.ts';

type Unknown = 'unknown-backup' | 'unknown-restore' | 'unknown-deletion';

/** Says of a run that is not on record whether it may be one whose record was removed. */
@Injectable()
export class TrimmedHistory {
  constructor(private readonly history: HistoryStore) {}

  /**
   * The problem for a run that is not on record. Of a number up to which the history was trimmed it says so, with `trimmed` as
   * a member for programs: there may have been such a run, and its id stays taken.
   */
  async unknown(
    kind: Unknown,
    { cluster, number, detail }: { cluster: string; number: number; detail: string },
  ): Promise<ProblemError> {
    const trimmed = await this.history.trimmed(cluster);
    if (trimmed === null || number > trimmed.upTo) return new ProblemError(kind, detail);
    const { upTo, at } = trimmed;
    return new ProblemError(
      kind,
      `${detail} If there was such a run, its record was removed: up to ${upTo}, only runs that something still needs are on record (\`history.keep\`).`,
      {
        remedy: 'Look for it in an export of the history that was made before.',
        trimmed: { upTo, at },
      },
    );
  }
}
