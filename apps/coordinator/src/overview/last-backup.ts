import { Injectable } from '@nestjs/common';
import type { RunRecord } from '#domain';
import { ClusterHistory } from '../runs/cluster-history.ts';

/** The backup that ended last of each cluster, also after restores and deletions. */
@Injectable()
export class LastBackup {
  /** What was found after the newest run that had ended then. */
  private readonly found = new Map<string, { after: string; backup: RunRecord | null }>();

  constructor(private readonly histories: ClusterHistory) {}

  /**
   * Reads the history only when another run ended than at the last call.
   * @param last the run that ended last, of any kind; null for none
   * @throws ioredis' error while Redis is down
   */
  async of(cluster: string, last: RunRecord | null): Promise<RunRecord | null> {
    if (last === null || last.kind === 'backup') return last;
    const known = this.found.get(cluster);
    if (known?.after === last.runId) return known.backup;
    const { lastBackup } = await this.histories.of(cluster);
    this.found.set(cluster, { after: last.runId, backup: lastBackup });
    return lastBackup;
  }
}
