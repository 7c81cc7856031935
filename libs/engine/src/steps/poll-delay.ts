/** Nothing waits for a web app, but inside a pause the whole cluster waits: there the looks stay close together. */
const INSIDE_PAUSE_MAX_MS = 500;
const GROWTH = 1.5;

/** Pause before the next look (ms): grows while nothing changes, with jitter so that steps do not march in line. */
export function pollDelay(
  looks: number,
  bounds: { pollMin: number; pollMax: number; insidePause: boolean },
  random: () => number = Math.random,
): number {
  const max = bounds.insidePause ? Math.min(bounds.pollMax, INSIDE_PAUSE_MAX_MS) : bounds.pollMax;
  const grown = Math.min(bounds.pollMin * GROWTH ** Math.min(looks, 50), max);
  return Math.round(grown * (0.8 + 0.4 * random()));
}
