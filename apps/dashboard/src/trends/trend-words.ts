import type { Trend } from '#contracts';
import { wordsOf } from '../charts/words.ts';
import type { Unit } from '../charts/scale.ts';
import { limit, plural, rough } from '../time/format.ts';

type Forecast = Trend['forecast']['seconds'];

const DAY_MS = 86_400_000;
/** A change below this share in a month is none that a person should think about. */
const STEADY = 0.02;

/** Where something goes, in one sentence: `grows by 0.4 s a day`. null where there is too little to tell. */
export function directionOf(forecast: Forecast, unit: Unit): string | null {
  if (forecast === null) return null;
  const { now, perDay } = forecast;
  if (Math.abs(perDay) * 30 < Math.max(now, Number.EPSILON) * STEADY) return 'stays about the same';
  const amount = wordsOf(Math.abs(perDay) * 30, unit);
  return `${perDay > 0 ? 'grows' : 'shrinks'} by ${amount} in 30 days`;
}

/** When a limit is reached: `reaches the budget in about 200 days`. null where it is not in sight. */
export function reachOf(forecast: Forecast, limit: string, now: number): string | null {
  if (forecast?.reachesAt == null) return null;
  const days = Math.round((Date.parse(forecast.reachesAt) - now) / DAY_MS);
  return days <= 0
    ? `has reached ${limit}`
    : `reaches ${limit} in about ${plural(days, 'day')}, if it continues so`;
}

/** `28 of 30 backups completed; 2 failed`. */
export function outcomesOf(daily: Trend['daily']): string {
  const sum = (name: keyof Trend['daily'][number]['outcomes']): number =>
    daily.reduce((total, { outcomes }) => total + outcomes[name], 0);
  const [completed, failed, rejected, cancelled] = [
    sum('completed'),
    sum('failed'),
    sum('rejected'),
    sum('cancelled'),
  ];
  const all = completed + failed + rejected + cancelled;
  const others = [
    [failed, 'failed'],
    [rejected, 'rejected'],
    [cancelled, 'cancelled'],
  ].flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`]));
  const rest = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return `${completed} of ${plural(all, 'backup')} completed${rest}`;
}

/** How old the newest completed backup became at worst, and whether the objective was met. A day before the first one missed it. */
export function ageInWords(
  daily: readonly Pick<Trend['daily'][number], 'oldestAgeSeconds'>[],
  objectiveSeconds: number | null,
): string {
  const ages = daily.flatMap(({ oldestAgeSeconds }) => oldestAgeSeconds ?? []);
  if (ages.length === 0) return 'No backup has completed until then.';
  const worst = `At worst ${rough(Math.max(...ages) * 1_000)}.`;
  if (objectiveSeconds === null) return `${worst} No objective is configured.`;
  const late = daily.filter(({ oldestAgeSeconds: age }) => age === null || age > objectiveSeconds).length;
  const objective = `The objective of ${limit(objectiveSeconds)}`;
  return late === 0
    ? `${worst} ${objective} was met every day.`
    : `${worst} ${objective} was missed on ${plural(late, 'day')}.`;
}
