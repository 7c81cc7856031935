export const UNITS = [
  's',
  'ms',
  'MB',
  'kB',
  '×',
  'calls',
  'calls/min',
  'commands/min',
  '% of a core',
  'commands',
  'CPU s',
] as const;
export type Unit = (typeof UNITS)[number];

/** One figure of a suite, with every measurement that it was made of. */
export interface Figure {
  what: string;
  unit: Unit;
  values: readonly number[];
  /** The figure is to be at most this. */
  target?: number;
}

export interface Suite {
  name: string;
  /** One sentence: what is measured, and how. */
  about: string;
  run: () => Promise<Figure[]>;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN, sorted[middle] ?? NaN];
  return (low + high) / 2;
}

/**
 * By the nearest rank: the least of these values that no more than the rest exceeds, and never one between two. NaN of none.
 * @param share above 0 and at most 1, such as 0.99
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}

/** Ratios mean the same on every machine, so they come first; otherwise the order stays. */
export function ratiosFirst<Of extends Pick<Figure, 'unit'>>(figures: readonly Of[]): Of[] {
  return [...figures.filter(({ unit }) => unit === '×'), ...figures.filter(({ unit }) => unit !== '×')];
}

/** As it is printed: three significant digits, so that no digit claims more than was measured. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A Markdown table, with ratios first. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = ratiosFirst(figures).map(({ what, unit, values, target }) => {
    const spread = values.length > 1 ? `${shown(Math.min(...values))}–${shown(Math.max(...values))}` : '';
    const verdict =
      target === undefined ? '' : `${shown(target)}${median(values) <= target ? '' : ' (missed)'}`;
    return `| ${what} | ${shown(median(values))} ${unit} | ${spread} | ${verdict} |`;
  });
  return ['| | median | least–greatest | target at most |', '|---|--:|--:|--:|', ...rows].join('\n');
}
