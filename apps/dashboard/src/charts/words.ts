import { bytes, rough } from '../time/format.ts';
import type { Unit } from './scale.ts';

/** A value in its unit: `5 min`, `1.2 GB`, `3`. */
export function wordsOf(value: number, unit: Unit): string {
  if (unit === 'bytes') return bytes(value);
  if (unit === 'count') return String(value);
  return value > 0 && value < 1 ? `${Math.round(value * 1_000)} ms` : rough(value * 1_000);
}
