import { Injectable } from '@nestjs/common';
import type { ClusterOverview } from '#contracts';
import { ClusterHistory } from '../runs/cluster-history.ts';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { isGood } from './good-set.ts';
import { SharedReading } from './shared-reading.ts';

/** How long the answer holds while no run ends: another tool may delete a set (ms). */
const FRESH_MS = 30_000;
/** How long to wait for sets, since reading them may need the components (ms). */
const PATIENCE_MS = 200;
const PAGE = 50;
/** Where this many of the newest backups are no good, older ones will not help. */
const PAGES = 20;

type Good = ClusterOverview['lastGood'];

interface Known {
  reading: SharedReading<{ good: Good }>;
  newest: string;
}

/** The newest backup of each cluster that can be relied on. */
@Injectable()
export class LastGood {
  private readonly known = new Map<string, Known>();

  constructor(
    private readonly catalogue: CatalogueService,
    private readonly histories: ClusterHistory,
  ) {}

  /**
   * Before the first look, what the record has: it must not report that there is none only because it has not looked.
   * @returns null for none
   * @param newest changes when a run ended: what was known before is looked at again then
   */
  async of(cluster: string, newest: string): Promise<Good> {
    const known = this.known.get(cluster) ?? this.begin(cluster, newest);
    if (known.newest !== newest) {
      known.newest = newest;
      known.reading.expire();
    }
    const looked = await known.reading.value();
    return looked === null ? this.onRecord(cluster) : looked.good;
  }

  private async onRecord(cluster: string): Promise<Good> {
    const { lastSuccess } = await this.histories.of(cluster);
    if (!lastSuccess?.finishedAt) return null;
    return { backupId: lastSuccess.setId, finishedAt: lastSuccess.finishedAt };
  }

  private begin(cluster: string, newest: string): Known {
    const times = { freshMs: FRESH_MS, patienceMs: PATIENCE_MS };
    const made = { newest, reading: new SharedReading(() => this.look(cluster), times) };
    this.known.set(cluster, made);
    return made;
  }

  private async look(cluster: string): Promise<{ good: Good }> {
    let cursor: number | undefined;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const { items, next, catalogue } = await this.catalogue.list(cluster, {
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
      });
      const found = items.find((backup) => isGood(backup, catalogue));
      if (found?.run?.finishedAt)
        return { good: { backupId: found.backupId, finishedAt: found.run.finishedAt } };
      if (next === null) break;
      cursor = Number(next);
    }
    return { good: null };
  }
}
