import { CronExpressionParser } from 'cron-parser';

/** What stands between two blanks: figures, names of months and days, and `* , - / # ? L`. */
const FIELD = /^(?!H)[0-9A-Z*,\-/#?]+$/i;

/** Why neither BullMQ nor Holdfast can use a pattern, with the remedy; null for a good pattern. */
export function cronProblem(cron: string): string | null {
  const fields = cron.trim().split(/\s+/);
  if (![5, 6].includes(fields.length) || !fields.every((field) => FIELD.test(field)))
    return 'is not a cron pattern of 5 fields (minute, hour, day, month, weekday; 6 with seconds first); write for example "30 2 * * *"';
  try {
    CronExpressionParser.parse(cron, { tz: 'UTC' }).next();
    return null;
  } catch (error) {
    const { message } = error as Error;
    // One for days that its month never has, the other for years of looking in vain.
    if (/explicit day of month|loop limit/.test(message))
      return 'never fires: there is no such day; write a day that its months have';
    return `is not a cron pattern (${message}); write for example "30 2 * * *"`;
  }
}

export function isTimezone(name: string): boolean {
  // Node knows offsets such as +02:00, too; they know nothing of daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
