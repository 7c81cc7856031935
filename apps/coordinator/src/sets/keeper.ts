import { Injectable } from '@nestjs/common';
import type { Backup } from '#contracts';
import { SetNotes } from '#redis';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { DeletionsService } from './deletions.service.ts';

/** Marks sets as not to be deleted. */
@Injectable()
export class Keeper {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly deletions: DeletionsService,
    private readonly notes: SetNotes,
  ) {}

  /** Idempotent. @throws ProblemError unknown-backup; cluster-busy when the set is marked while it is being deleted */
  async keep(cluster: string, backupId: number, by: string): Promise<Backup> {
    await this.catalogue.find(cluster, backupId);
    const value = { at: new Date().toISOString(), by };
    await this.notes.write(cluster, backupId, { name: 'kept', value });
    // After the mark: a deletion that has already started but looks later sees the mark.
    await this.deletions.refuseWhenGoing(cluster, backupId);
    return this.catalogue.find(cluster, backupId);
  }

  /** Idempotent. @throws ProblemError unknown-backup */
  async release(cluster: string, backupId: number): Promise<Backup> {
    await this.catalogue.find(cluster, backupId);
    await this.notes.write(cluster, backupId, { name: 'kept', value: null });
    return this.catalogue.find(cluster, backupId);
  }
}
