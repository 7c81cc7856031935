import { RECONCILERS, type AppName } from '../apps.ts';
import type { CaseRecord } from '../case-record.ts';
import type { Alive } from '../fleet.ts';
import { RECONCILE_MS, WORKER_GRACE_MS } from '../timing.ts';
import type { Invariant } from './invariant.ts';
import { pausesIn, type Pause } from './pauses.ts';

export const pauseBounded: Invariant = {
  id: 'I2',
  title:
    'no pause outlasts its budget and 15 s, 15 s after Redis lost everything, 15 s after the grace time of a worker that is down, 15 s after a broker came back with it, 15 s after a process that can end it is back, or in 8.10 15 s after its gateway is back',
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

function limitOf(pause: Pause, end: number, record: CaseRecord): number {
  const { lives, pauseBudgetMs, flushes } = record;
  const lost = flushes.filter((at) => at >= pause.from && at <= end);
  const bound = Math.min(
    pause.from + (pause.isLeft ? 0 : pauseBudgetMs) + RECONCILE_MS,
    ...lost.map((at) => at + RECONCILE_MS),
    ...awayUntil(record, pause).map((at) => at + RECONCILE_MS),
  );
  const span = { from: pause.from, to: end };
  const returns = [lastReturn(lives, RECONCILERS, span), gatewayReturn(record, span)];
  return Math.max(bound, ...returns.flatMap((at) => (at === null ? [] : [at + RECONCILE_MS])));
}

/** By the REST API, only a gateway can lift a pause: when it was started within a span; null where it was not down. */
function gatewayReturn({ effects, profile }: CaseRecord, span: Span): number | null {
  if (profile.rest !== true) return null;
  const starts = effects
    .filter(({ kind, component }) => kind === 'component' && component === 'gateway')
    .filter((effect) => 'detail' in effect && effect.detail.event === 'started')
    .map(({ at }) => Date.parse(at))
    .filter((at) => at >= span.from && at <= span.to);
  return starts.length === 0 ? null : Math.max(...starts);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** When the grace time of a worker that stays down ends. Known only where the case has no other injection. */
function awayUntil({ injections }: CaseRecord, pause: Pause): number[] {
  const [only, ...others] = injections;
  if (only?.fault !== 'worker-away' || only.at === null || others.length > 0) return [];
  return [Math.max(only.at, pause.from) + WORKER_GRACE_MS];
}

/** The end of the last time within a span in which none of them was alive; null when at least one always was. */
function lastReturn(lives: readonly Alive[], apps: readonly AppName[], span: Span): number | null {
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
