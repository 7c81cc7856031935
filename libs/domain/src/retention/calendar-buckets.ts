/** The calendar rules, from fine to coarse. */
export const CALENDAR_RULES = ['hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const;
export type CalendarRule = (typeof CALENDAR_RULES)[number];

const DAY_MS = 86_400_000;

/** The hour, day, ISO week, month and year of a moment, as a calendar on the wall of one time zone shows them. */
export class Calendar {
  private readonly format: Intl.DateTimeFormat;

  constructor(timezone: string) {
    this.format = new Intl.DateTimeFormat('en-GB', {
      timeZone: timezone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', timeZoneName: 'longOffset' },
    });
  }

  /** @param at ms since the epoch */
  bucketsOf(at: number): Record<CalendarRule, string> {
    const parts = Object.fromEntries(this.format.formatToParts(at).map(({ type, value }) => [type, value]));
    const { year = '', month = '', day = '', hour = '' } = parts;
    // The offset tells the two hours apart that have the same name when clocks are set back.
    const offset = (parts.timeZoneName ?? '').replace(/^GMT(\+00:00)?/, '') || 'Z';
    return {
      hourly: `${year}-${month}-${day} ${hour}:00${offset}`,
      daily: `${year}-${month}-${day}`,
      weekly: isoWeek(Number(year), Number(month), Number(day)),
      monthly: `${year}-${month}`,
      yearly: year,
    };
  }
}

/** A week belongs to the year of its Thursday. */
function isoWeek(year: number, month: number, day: number): string {
  const date = Date.UTC(year, month - 1, day);
  const thursday = date + (3 - ((new Date(date).getUTCDay() + 6) % 7)) * DAY_MS;
  const weekYear = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(weekYear, 0, 1)) / (7 * DAY_MS)) + 1;
  return `${weekYear}-W${String(week).padStart(2, '0')}`;
}
