import { Injectable } from '@nestjs/common';
import { SetNotes } from '#redis';
import { isRestorable, originText } from '#domain';
import { CatalogueService } from '../catalogue/catalogue.service.ts';
import type { KnownSet } from '../catalogue/known-set.ts';
import { ProblemError } from '../http/problem.error.ts';

/** In the words of the API; a client that calls it otherwise knows the kind of the problem. */
const OVERRULE = { remedy: 'Repeat with force=true to delete it anyway.' };

/** Forced or not. @throws ProblemError set-foreign */
export function refuseForeign({ backupId, set }: Pick<KnownSet, 'backupId' | 'set'>): void {
  if (!set?.foreign) return;
  throw new ProblemError(
    'set-foreign',
    `Backup ${backupId} was ${originText(set.origin)}: it is not deleted here. Delete it where it was taken, or adopt it first.`,
  );
}

/** What keeps a set from being deleted without force. */
@Injectable()
export class SetProtection {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly notes: SetNotes,
  ) {}

  /** Looks again. @throws ProblemError set-kept | last-complete-set | store-unavailable */
  async refuse(name: string, { backupId, set }: Pick<KnownSet, 'backupId' | 'set'>): Promise<void> {
    const [note] = await this.notes.of(name, [backupId]);
    if (note?.kept)
      throw new ProblemError(
        'set-kept',
        `Backup ${backupId} is kept since ${note.kept.at} (${note.kept.by}). Release it first.`,
        OVERRULE,
      );
    if (!isRestorable(set)) return;
    const others = (await this.catalogue.all(name)).filter((each) => each.backupId !== backupId);
    if (others.some((each) => isRestorable(each.set))) return;
    throw new ProblemError(
      'last-complete-set',
      `Backup ${backupId} is the last complete set of cluster "${name}"; without it nothing could be restored.`,
      OVERRULE,
    );
  }
}
