import { computed, signal } from '@preact/signals';
import { SkewEstimate } from './skew.ts';

const TICK_MS = 500;
/** A difference below this is the time that messages are under way (ms). */
const WORTH_TELLING_MS = 30_000;

const skew = new SkewEstimate();

/** Now by the server's clock, as far as we know it; ticks while the page is open. */
export const now = signal(Date.now());

/** Now in steps of this length (ms), for what need not be judged twice a second: order, counts, states. */
const STEP_MS = 10_000;
export const coarseNow = computed(() => Math.floor(now.value / STEP_MS) * STEP_MS);

/** How far this computer's clock is off (ms), where a person should know. */
export const clockIsOff = signal(0);

/** The same, to the moment. */
export function serverNow(): number {
  return Date.now() + skew.value;
}

function tick(): void {
  now.value = serverNow();
  clockIsOff.value = Math.abs(skew.value) < WORTH_TELLING_MS ? 0 : Math.round(skew.value / 1_000) * 1_000;
}

/** Takes a time that the server wrote into something that arrived just now. */
export function learnServerTime(written: string | null): void {
  if (written !== null) skew.learn(Date.parse(written), Date.now());
}

export function startClock(): void {
  setInterval(tick, TICK_MS);
}
