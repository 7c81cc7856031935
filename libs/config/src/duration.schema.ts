import { z } from 'zod';
import { parseDuration } from './duration.ts';

/** A duration such as `15m`, kept as milliseconds; `fallback` where the file has none. */
export function duration(fallback: string, bounds: { min: string; max: string }) {
  const min = parseDuration(bounds.min) ?? 0;
  const max = parseDuration(bounds.max) ?? Infinity;
  return z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const value = parseDuration(text);
      if (value !== null && value >= min && value <= max) return value;
      context.addIssue({
        code: 'custom',
        message: `is not a duration from ${bounds.min} to ${bounds.max}; write for example ${fallback}`,
      });
      return z.NEVER;
    });
}
