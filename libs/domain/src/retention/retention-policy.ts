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
  /** How many complete sets stay, whatever the rules; at least 1. */
  minComplete: number;
  /** How long the remains of a failed run are kept. */
  failedAfter: number;
  /** IANA name; says when a day begins. */
  timezone: string;
}
