import type { NotificationTargetView } from '#contracts';

/**
 * What became of a test: nothing newer than what was known before it means that it is under way. Pure.
 * @param tested which target, and when its last delivery or failure before the test was (ms since the epoch)
 * @returns null for a target that was not tested
 */
export function outlookOf(
  targets: readonly Pick<NotificationTargetView, 'name' | 'deliveredAt' | 'failedAt'>[],
  tested: { name: string; at: number } | null,
): 'under way' | 'delivered' | 'not delivered' | null {
  const target = targets.find(({ name }) => name === tested?.name);
  if (!target || tested === null) return null;
  const isNew = (at: string | null): boolean => at !== null && Date.parse(at) > tested.at;
  if (isNew(target.deliveredAt)) return 'delivered';
  return isNew(target.failedAt) ? 'not delivered' : 'under way';
}
