import { Injectable } from '@nestjs/common';
import type { ClusterOverview } from '#contracts';
import type { RunRecord } from '#domain';
import { ClusterHistory } from '../runs/cluster-history.ts';
import { runSummary } from '../runs/run-summary.ts';

type Backup = ClusterOverview['lastBackup'];

/** The backup of each cluster that ended last, whatever ended after it. */
@Injectable()
export class LastBackup {
  private readonly known = new Map<string, { after: string; backup: Promise<Backup> }>();

  constructor(private readonly histories: ClusterHistory) {}

  /**
   * Looks again only when another run has ended.
   * @param last the run that ended last
   * @returns null for none
   * @throws ioredis' error while Redis is down
   */
  async of(cluster: string, last: RunRecord | null): Promise<Backup> {
    if (last === null) return null;
    if (last.kind === 'backup') return runSummary(last);
    const known = this.known.get(cluster);
    if (known?.after === last.runId) return known.backup;
    const backup = this.look(cluster);
    this.known.set(cluster, { after: last.runId, backup });
    backup.catch(() => this.known.delete(cluster));
    return backup;
  }

  private async look(cluster: string): Promise<Backup> {
    const { lastBackup } = await this.histories.of(cluster);
    return lastBackup && runSummary(lastBackup);
  }
}
