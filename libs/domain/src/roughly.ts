/** Fewer than this are as good as none. */
export const FEW = 100;

/**
 * The greatest power of ten that is not above a count, 0 below `FEW`: 1,234 is 1,000. A count that changes all the time is sent and
 * shown so, and only its order of magnitude is news. Pure.
 */
export function roughly(count: number): number {
  return count < FEW ? 0 : 10 ** Math.floor(Math.log10(count) + 1e-9);
}
