import type { Clock } from './clock.ts';

/** Longer timeouts overflow in Node and fire at once. */
const longestTimeout = 2_147_483_647;

export const systemClock: Clock = {
  now: () => Date.now(),
  wake: (at, action) => {
    const timer = setTimeout(action, Math.min(Math.max(at - Date.now(), 0), longestTimeout));
    return () => clearTimeout(timer);
  },
};
