/**
 * How much later than planned a slot starts (ms): at least 0, less than `jitter`, and the same in every process and after
 * every restart.
 * @param key what the slot belongs to, such as `prod/nightly`
 */
export function jitterOf(key: string, plannedAt: number, jitter: number): number {
  if (jitter === 0) return 0;
  // FNV-1a, then the mixing steps of MurmurHash3: neighbouring times must not get neighbouring delays.
  let hash = 0x811c9dc5;
  for (const character of `${key}@${plannedAt}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32) * jitter);
}
