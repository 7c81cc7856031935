import type { CaseResult } from '../result.ts';

export interface Summary {
  readonly cases: number;
  readonly undisturbed: number;
  readonly pairs: number;
  readonly bad: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly medianMs: number | null;
  readonly worst: { readonly name: string; readonly ms: number } | null;
  readonly tookMs: number;
  /** Cases that had to be run again, because the preflight rejected their run before the fault. */
  readonly repeated: number;
}

export function summarise(results: readonly CaseResult[], tookMs: number): Summary {
  const cases = results.filter(({ name }) => name !== 'undisturbed');
  const outcomes: Record<string, number> = {};
  for (const { letter } of cases) outcomes[letter] = (outcomes[letter] ?? 0) + 1;
  const waits = cases
    .flatMap(({ name, exportingAgainMs }) =>
      exportingAgainMs === null ? [] : [{ name, ms: exportingAgainMs }],
    )
    .toSorted((a, b) => a.ms - b.ms);
  return {
    cases: cases.length,
    undisturbed: results.length - cases.length,
    pairs: cases.filter(({ name }) => name.includes('+')).length,
    bad: results.filter(({ letter }) => letter === '!').length,
    outcomes,
    medianMs: waits[Math.floor((waits.length - 1) / 2)]?.ms ?? null,
    worst: waits.at(-1) ?? null,
    tookMs,
    repeated: results.filter(({ repeats }) => repeats > 0).length,
  };
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

export function summaryLines(summary: Summary): string[] {
  const { cases, pairs, undisturbed, bad, outcomes, medianMs, worst, tookMs, repeated } = summary;
  const letters = Object.entries(outcomes).map(([letter, count]) => `${letter} ${count}`);
  const lines = [
    `${cases} cases (${pairs} of them pairs) and ${undisturbed} undisturbed runs in ${seconds(tookMs)} s: ${letters.join(', ')}`,
  ];
  if (medianMs !== null && worst !== null) {
    lines.push(
      `until exporting ran again: median ${seconds(medianMs)} s, worst ${seconds(worst.ms)} s (${worst.name})`,
    );
  }
  if (repeated > 0)
    lines.push(
      `${repeated} were run again: the preflight had rejected their run before the fault was injected`,
    );
  lines.push(
    bad === 0 ? 'every invariant holds in every case' : `${bad} cases in which something does not hold`,
  );
  return lines;
}
