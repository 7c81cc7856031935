const units: Record<string, number> = {
  ...{ ms: 1, s: 1000, m: 60_000, h: 3_600_000 },
  ...{ d: 86_400_000, w: 7 * 86_400_000 },
};

/** Reads `250ms`, `30s`, `15m`, `1h`, `7d`, `4w` into milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text.trim());
  const unit = units[match?.[2] ?? ''];
  return match && unit !== undefined ? Math.round(Number(match[1]) * unit) : null;
}

/** In the greatest unit up to days that it is a whole number of; `parseDuration` reads it back. */
export function formatDuration(ms: number): string {
  const [name, unit] = Object.entries(units).findLast(
    ([each, size]) => each !== 'w' && ms >= size && ms % size === 0,
  ) ?? ['ms', 1];
  return `${ms / unit}${name}`;
}
