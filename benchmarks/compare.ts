import { median, ratiosFirst, shown, type Figure, type Unit } from './figures.ts';
import type { Machine, Results } from './results.ts';

/** Two medians that differ by more than this share of the first do not agree. */
const MOST = 0.15;
/** What is below this on both sides is mostly the noise of the machine. Other units have no such bound. */
const TINY: Partial<Record<Unit, number>> = {
  s: 0.02,
  'CPU s': 0.02,
  ms: 20,
  calls: 5,
  commands: 5,
  'calls/min': 5,
  'commands/min': 5,
};

export interface Comparison {
  suite: string;
  what: string;
  unit: Unit;
  first: number;
  second: number;
  /** Of the first median, in percent: 20 where the second is a fifth greater. NaN where one of them is not a number. */
  percent: number;
  verdict: 'agree' | 'differ' | 'too small to judge' | 'not measured';
}

export interface Compared {
  comparisons: Comparison[];
  /** Figures of one file that the other does not have, as `suite: what`. */
  onlyFirst: string[];
  onlySecond: string[];
  /** In what the machines differ, as sentences. */
  machines: string[];
}

/** Every figure that both have, with ratios first in each suite. Pure. */
export function compare(first: Results, second: Results): Compared {
  const seconds = new Map(figuresIn(second).map((each) => [keyOf(each), each]));
  const firsts = new Map(figuresIn(first).map((each) => [keyOf(each), each]));
  const comparisons = [...firsts].flatMap(([key, { suite, figure }]): Comparison[] => {
    const other = seconds.get(key)?.figure;
    return other === undefined ? [] : [comparisonOf(suite, figure, other)];
  });
  const suites = [...new Set(comparisons.map(({ suite }) => suite))];
  return {
    comparisons: suites.flatMap((name) => ratiosFirst(comparisons.filter(({ suite }) => suite === name))),
    onlyFirst: namesWithout(firsts, seconds),
    onlySecond: namesWithout(seconds, firsts),
    machines: machinesDiffer(first.machine, second.machine),
  };
}

interface Found {
  suite: string;
  figure: Figure;
}

function figuresIn({ results }: Results): Found[] {
  return results.flatMap(({ suite, figures }) => figures.map((figure) => ({ suite, figure })));
}

/** A figure that was in another unit before is another figure. */
const keyOf = ({ suite, figure: { what, unit } }: Found): string => JSON.stringify([suite, what, unit]);

function namesWithout(found: ReadonlyMap<string, Found>, others: ReadonlyMap<string, Found>): string[] {
  return [...found]
    .filter(([key]) => !others.has(key))
    .map(([, { suite, figure }]) => `${suite}: ${figure.what}`);
}

function comparisonOf(suite: string, { what, unit, values }: Figure, other: Figure): Comparison {
  const [first, second] = [median(values), median(other.values)];
  const percent = first === second ? 0 : (100 * (second - first)) / first;
  return { suite, what, unit, first, second, percent, verdict: verdictOf({ unit, first, second, percent }) };
}

function verdictOf({
  unit,
  first,
  second,
  percent,
}: Pick<Comparison, 'unit' | 'first' | 'second' | 'percent'>): Comparison['verdict'] {
  if (Number.isNaN(first) || Number.isNaN(second)) return 'not measured';
  if (Math.max(first, second) < (TINY[unit] ?? 0)) return 'too small to judge';
  return Math.abs(percent) > 100 * MOST ? 'differ' : 'agree';
}

function machinesDiffer(first: Machine, second: Machine): string[] {
  const keys = ['cpu', 'cores', 'memoryGiB', 'node', 'redis'] as const;
  return keys
    .filter((key) => first[key] !== second[key])
    .map((key) => `The machines differ in ${key}: ${first[key]} and ${second[key]}.`);
}

/** As Markdown, with one line at the end that says whether the two agree. */
export function comparedText({ comparisons, onlyFirst, onlySecond, machines }: Compared): string {
  const suites = [...new Set(comparisons.map(({ suite }) => suite))];
  const tables = suites.map((name) => {
    const rows = comparisons
      .filter(({ suite }) => suite === name)
      .map(
        ({ what, unit, first, second, percent, verdict }) =>
          `| ${what} | ${shown(first)} ${unit} | ${shown(second)} ${unit} | ${signed(percent)} | ${verdict === 'agree' ? '' : verdict} |`,
      );
    return [`### ${name}`, '', '| | first | second | difference | |', '|---|--:|--:|--:|---|', ...rows].join(
      '\n',
    );
  });
  const alone = [
    ...onlyFirst.map((name) => `Only the first has ${name}.`),
    ...onlySecond.map((name) => `Only the second has ${name}.`),
  ];
  return [...tables, [...machines, ...alone, lastLine(comparisons)].join('\n')].join('\n\n');
}

function signed(percent: number): string {
  if (!Number.isFinite(percent)) return '–';
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
}

function lastLine(comparisons: readonly Comparison[]): string {
  const differing = comparisons.filter(({ verdict }) => verdict === 'differ').length;
  const judged = differing + comparisons.filter(({ verdict }) => verdict === 'agree').length;
  if (judged === 0) return 'No figure could be compared.';
  return differing === 0
    ? `All ${judged} judged figures agree within ${100 * MOST} %.`
    : `${differing} of ${judged} judged figures differ by more than ${100 * MOST} %.`;
}
