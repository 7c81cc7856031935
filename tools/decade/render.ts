import type { Measured } from './measure.ts';

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const ms = ({ p50, p99 }: Measured['runList']): string => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;

/** A table of Markdown. */
export function renderDecade(rows: readonly Measured[]): string {
  const lines = rows.map(({ what, runs, onRecord, memoryBytes, keys, runList, overview, control }) =>
    [
      what,
      ...[runs, onRecord, keys].map(whole),
      `${(memoryBytes / 1024 / 1024).toFixed(1)} MiB`,
      ...[runList, overview, control].map(ms),
    ].join(' | '),
  );
  return [
    '| after | runs so far | on record | keys | `used_memory` | run list, ms (p50 / p99) | overview, ms (p50 / p99) | who am I, ms (p50 / p99) |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n');
}
