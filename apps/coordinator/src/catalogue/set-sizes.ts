import { Injectable } from '@nestjs/common';
import type { ClusterConfig } from '#config';
import { InventoryReader } from './inventory-reader.ts';
import { SnapshotFactsReader, type SetFigures } from './snapshot-facts.reader.ts';

/** How much the snapshots of sets hold. */
@Injectable()
export class SetSizes {
  constructor(
    private readonly inventories: InventoryReader,
    private readonly figures: SnapshotFactsReader,
  ) {}

  /**
   * In bytes by component, of those sets whose snapshots are there and tell. Never rejects.
   * @param newest changes when a run ended: the store is listed again then
   */
  async of(
    cluster: ClusterConfig,
    backupIds: readonly number[],
    newest: string,
  ): Promise<Map<number, NonNullable<SetFigures['sizes']>>> {
    const { snapshots } = await this.inventories.recent(cluster, newest);
    const there = backupIds.flatMap((backupId) => {
      const own = snapshots.get(backupId) ?? [];
      return own.length === 0 ? [] : [{ backupId, snapshots: own }];
    });
    const figures = await this.figures.of(cluster, there);
    return new Map([...figures].flatMap(([id, { sizes }]) => (sizes === null ? [] : [[id, sizes] as const])));
  }
}
