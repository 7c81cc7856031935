/** Which sets stay. Durations are ms. */
export interface RetentionPolicy {
  keepLast: number;
  keepHourly: number;
  keepDaily: number;
  keepWeekly: number;
  keepMonthly: number;
  keepYearly: number;
  /** Every set not older than the newest one by more than this; null for no such rule. */
  keepWithin: number | null;
  /** So many complete sets stay whatever the rules say; at least 1. */
  minComplete: number;
  /** So old gets what a failed run of ours left behind. */
  failedAfter: number;
  /** IANA name; says when a day begins. */
  timezone: string;
}
