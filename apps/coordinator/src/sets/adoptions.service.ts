import { Injectable } from '@nestjs/common';
import type { AdoptBackup, Backup } from '#contracts';
import { SetNotes } from '#redis';
import { originText } from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import { ProblemError } from '../http/problem.error.ts';
import { requireSet } from './require-set.ts';

/** Takes a foreign set for one of a cluster, by the word of a person. */
@Injectable()
export class AdoptionsService {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly notes: SetNotes,
  ) {}

  /**
   * From then on the set counts as one of the cluster: retention may delete it. Idempotent; a set that is one already is
   * left as it is. Redis keeps it: when that is lost, the set is foreign again.
   * @param by who takes it
   * @throws ProblemError unknown-cluster | unknown-backup | set-running | store-unavailable, confirmation-needed when the
   *   set names another cluster and `from` does not repeat that name
   */
  async adopt(name: string, backupId: number, { from, by }: AdoptBackup & { by: string }): Promise<Backup> {
    const known = await this.catalogue.examine(name, backupId);
    const { foreign, origin } = requireSet(known, 'adopt it when it has ended');
    if (!foreign) return this.catalogue.find(name, backupId);
    const other = origin !== null && origin.cluster !== name ? (origin.cluster ?? 'unknown') : null;
    if (other !== null && from !== other)
      throw new ProblemError('confirmation-needed', `Backup ${backupId} was ${originText(origin)}.`, {
        origin,
        remedy: `Repeat that name ("from": "${other}") to take it for one of "${name}".`,
      });
    await this.notes.write(name, backupId, { name: 'adopted', value: { at: new Date().toISOString(), by } });
    return this.catalogue.find(name, backupId);
  }
}
