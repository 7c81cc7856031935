/**
 * A count rounded down to its first digit: 1,234 is 1,000. What changes all the time is sent and shown so, and only
 * what matters of it changes. Pure.
 */
export function roughly(count: number): number {
  if (count < 10) return Math.max(0, Math.floor(count));
  const unit = 10 ** Math.floor(Math.log10(count));
  return Math.floor(count / unit) * unit;
}
