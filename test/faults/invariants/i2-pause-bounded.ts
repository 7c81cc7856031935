import { RECONCILERS, type AppName } from '../apps.ts';
import type { CaseRecord } from '../case-record.ts';
import type { Alive } from '../fleet.ts';
import { RECONCILE_MS } from '../timing.ts';
import type { Invariant } from './invariant.ts';
import { pausesIn, type Pause } from './pauses.ts';

export const pauseBounded: Invariant = {
  id: 'I2',
  title: 'no pause outlasts its budget and 15 s, or 15 s after somebody who can end it is back',
  check: (record) =>
    pausesIn(record.effects).flatMap((pause) => {
      const end = pause.to ?? record.endedAt;
      const limit = limitOf(pause, end, record);
      if (end <= limit) return [];
      const seconds = (ms: number): string => (ms / 1000).toFixed(1);
      return [
        `exporting was paused for ${seconds(end - pause.from)} s, ${seconds(end - limit)} s longer than allowed`,
      ];
    }),
};

function limitOf(pause: Pause, end: number, { lives, pauseBudgetMs }: CaseRecord): number {
  const bound = pause.from + pauseBudgetMs + RECONCILE_MS;
  const returns = lastReturn(lives, RECONCILERS, { from: pause.from, to: end });
  return returns === null ? bound : Math.max(bound, returns + RECONCILE_MS);
}

/** The end of the last time within a span in which none of them lived; null when one of them always did. */
function lastReturn(
  lives: readonly Alive[],
  apps: readonly AppName[],
  span: { readonly from: number; readonly to: number },
): number | null {
  const spans = lives
    .filter(({ app }) => apps.includes(app))
    .map(({ from, to }) => ({ from, to: to ?? Infinity }))
    .sort((a, b) => a.from - b.from);
  let covered = span.from;
  let last: number | null = null;
  for (const { from, to } of spans) {
    if (to <= covered) continue;
    if (from > covered && from <= span.to) last = from;
    if (from <= span.to) covered = Math.max(covered, to);
  }
  return covered < span.to ? Infinity : last;
}
