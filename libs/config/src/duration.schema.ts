import { z } from 'zod';
import { parseDuration } from './duration.ts';

interface Bounds {
  min: string;
  max: string;
}

/** A duration such as `15m`, kept as milliseconds; `fallback` where the file has none. */
export function duration(fallback: string, bounds: Bounds) {
  return text(fallback).default(fallback).transform(parser(bounds, fallback)).meta({ duration: bounds });
}

/** The same without a value of its own: left out, it is not there. `example` is for the message. */
export function optionalDuration(example: string, bounds: Bounds) {
  return text(example)
    .transform(parser(bounds, example))
    .meta({ duration: bounds, examples: [example] })
    .optional();
}

function text(example: string) {
  return z.string({
    error: ({ input }) =>
      typeof input === 'number'
        ? `is a number without its unit; write for example ${input}s or ${input}m`
        : `is not a duration; write for example ${example}`,
  });
}

function parser(bounds: Bounds, example: string) {
  const min = parseDuration(bounds.min) ?? 0;
  const max = parseDuration(bounds.max) ?? Infinity;
  return (text: string, context: z.RefinementCtx): number => {
    const value = parseDuration(text);
    if (value !== null && value >= min && value <= max) return value;
    context.addIssue({
      code: 'custom',
      message: `is not a duration from ${bounds.min} to ${bounds.max}; write for example ${example}`,
    });
    return z.NEVER;
  };
}
