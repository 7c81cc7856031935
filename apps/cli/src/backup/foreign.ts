import type { BackupSetView } from '#contracts';
import { originText } from '#domain';

/** Whose a set is, where nothing but a person's word makes it one of the cluster; null for a set of its own. */
export function whose({ foreign, origin, adopted, ownedBy }: BackupSetView): string | null {
  if (foreign) return `foreign: ${originText(origin)}`;
  return ownedBy === 'adopted' && adopted ? `adopted by ${adopted.by}; ${originText(origin)}` : null;
}
