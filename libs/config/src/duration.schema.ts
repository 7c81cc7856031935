import { z } from 'zod';
import { parseDuration } from './duration.ts';

interface Bounds {
  min: string;
  max: string;
}

/** A duration such as `15m`, kept as milliseconds; `fallback` where the file has none. */
export function duration(fallback: string, bounds: Bounds) {
  return z.string().default(fallback).transform(within(bounds, fallback));
}

/** A duration that may be left out. */
export function optionalDuration(example: string, bounds: Bounds) {
  return z.string().transform(within(bounds, example)).optional();
}

function within(bounds: Bounds, example: string) {
  const min = parseDuration(bounds.min) ?? 0;
  const max = parseDuration(bounds.max) ?? Infinity;
  return (text: string, context: z.core.$RefinementCtx): number => {
    const value = parseDuration(text);
    if (value !== null && value >= min && value <= max) return value;
    context.addIssue({
      code: 'custom',
      message: `is not a duration from ${bounds.min} to ${bounds.max}; write for example ${example}`,
    });
    return z.NEVER;
  };
}
