import { Injectable } from '@nestjs/common';
import type { AuditEntry, AuditList, Me, ParsedQuery } from '#contracts';
import { AuditStore } from '#redis';
import { sees } from '../../http/caller.ts';

/** The audit trail, page by page, as far as a caller may see it. */
@Injectable()
export class AuditPages {
  constructor(private readonly store: AuditStore) {}

  /** Newest first. A caller who may see only some clusters gets the entries of those. */
  async read(caller: Pick<Me, 'clusters'>, { limit, cursor }: ParsedQuery<'audit.list'>): Promise<AuditList> {
    const items: AuditEntry[] = [];
    let before = cursor;
    // One more than is wanted tells whether there is another page.
    while (items.length <= limit) {
      const read = await this.store.newest(limit + 1, before);
      items.push(
        ...read.filter(
          ({ cluster }) => caller.clusters === null || (cluster !== null && sees(caller, cluster)),
        ),
      );
      before = read.at(-1)?.id;
      if (read.length <= limit) break;
    }
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? (page.at(-1)?.id ?? null) : null };
  }
}
