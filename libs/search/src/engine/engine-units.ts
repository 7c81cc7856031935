const MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1, micros: 1e-3, nanos: 1e-6 };
const BYTES = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40, pb: 2 ** 50 };

/** `30d` as the engine writes it, in milliseconds; null for any other text. Pure. */
export function durationMs(text: string): number | null {
  return amount(text, MS);
}

/** `150GB`, `1.5tb` in bytes; null for any other text, also for `-1`, which means none. Pure. */
export function bytesOf(text: string): number | null {
  return amount(text, BYTES);
}

function amount(text: string, units: Record<string, number>): number | null {
  const [, figure, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]+)$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toLowerCase()];
  return figure === undefined || factor === undefined ? null : Number(figure) * factor;
}

/**
 * Bytes that a disk must keep free for a watermark: `90%` or `0.9` used, or a number of free bytes. The headroom bounds what a
 * share of a large disk comes to. Null where the text is none of them. Pure.
 */
export function keptFree(watermark: string, totalBytes: number, headroom: string): number | null {
  const bytes = bytesOf(watermark);
  if (bytes !== null) return bytes;
  const [, percent] = /^(\d+(?:\.\d+)?)%$/.exec(watermark.trim()) ?? [];
  const ratio = percent === undefined ? Number(watermark.trim() || NaN) : Number(percent) / 100;
  if (!Number.isFinite(ratio) || ratio < 0 || ratio > 1) return null;
  return Math.min(totalBytes * (1 - ratio), bytesOf(headroom) ?? Infinity);
}
