import { bytes, rough } from '../time/format.ts';
import type { Unit } from './scale.ts';

/** A value in its unit: `5 min`, `1.2 GB`, `3`. */
export function wordsOf(value: number, unit: Unit): string {
  if (unit === 'bytes') return bytes(value);
  if (unit === 'count') return String(value);
  if (value > 0 && value < 1) return `${Math.round(value * 1_000)} ms`;
  // Rounded to whole minutes, 90 s would be written like 60 s.
  if (value < 120) return `${Math.round(value * 10) / 10} s`;
  const minutes = value / 60;
  return minutes < 120 && !Number.isInteger(minutes)
    ? `${Math.round(minutes * 10) / 10} min`
    : rough(value * 1_000);
}
