import { Calendar, CALENDAR_RULES, type CalendarRule } from './calendar-buckets.ts';
import type { RetentionPolicy } from './retention-policy.ts';

interface Dated {
  backupId: number;
  /** ms since the epoch. */
  takenAt: number;
}

const COUNT_OF: Record<
  CalendarRule,
  'keepHourly' | 'keepDaily' | 'keepWeekly' | 'keepMonthly' | 'keepYearly'
> = {
  hourly: 'keepHourly',
  daily: 'keepDaily',
  weekly: 'keepWeekly',
  monthly: 'keepMonthly',
  yearly: 'keepYearly',
};

/**
 * Every rule that keeps each of some sets. Of each hour, day, week, month and year that has a set, the newest one stays,
 * for as many of them as the rule says, counted backwards; those without a set do not count.
 * @param sets newest first
 * @returns the reasons by backup id; none for a set that no rule keeps
 */
export function keepReasons(sets: readonly Dated[], policy: RetentionPolicy): Map<number, string[]> {
  const reasons = new Map<number, string[]>();
  const calendar = new Calendar(policy.timezone);
  const left = Object.fromEntries(CALENDAR_RULES.map((rule) => [rule, policy[COUNT_OF[rule]]])) as Record<
    CalendarRule,
    number
  >;
  const seen: Partial<Record<CalendarRule, string>> = {};
  const newest = sets[0]?.takenAt ?? 0;
  sets.forEach(({ backupId, takenAt }, index) => {
    const own: string[] = [];
    if (index < policy.keepLast) own.push(`keep-last (${index + 1} of ${policy.keepLast})`);
    const buckets = calendar.bucketsOf(takenAt);
    for (const rule of CALENDAR_RULES) {
      if (left[rule] === 0 || seen[rule] === buckets[rule]) continue;
      seen[rule] = buckets[rule];
      left[rule] -= 1;
      own.push(`keep-${rule} (${buckets[rule]})`);
    }
    // Counted from the newest set and not from now: when backups stop, nothing more is lost by waiting.
    if (policy.keepWithin !== null && newest - takenAt <= policy.keepWithin) own.push('keep-within');
    if (own.length > 0) reasons.set(backupId, own);
  });
  return reasons;
}
