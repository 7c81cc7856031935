import { InvalidArgumentError } from '@commander-js/extra-typings';
import { MAX_BACKUP_ID } from '#domain';

/** What a person writes for an id: `latest`, a whole id, or how one begins. */
export type IdReference = { latest: true } | { latest: false; digits: string };

export const LATEST = 'latest';

export function idReference(text: string): IdReference {
  if (text === LATEST) return { latest: true };
  if (/^[1-9]\d{0,15}$/.test(text) && Number(text) <= MAX_BACKUP_ID) return { latest: false, digits: text };
  throw new InvalidArgumentError(`It must be a positive integer, the first digits of one, or \`${LATEST}\`.`);
}
