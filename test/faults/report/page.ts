import { LEGEND, renderMarkdown } from './matrix.ts';
import { summaryLines, type Summary } from './summary.ts';

/** The page in docs/: which cases were run, and their results. */
export function renderPage(
  rows: readonly (readonly string[])[],
  summary: Summary,
  about: {
    readonly invariants: readonly string[];
    readonly seed: number;
    readonly faults: readonly string[];
    /** The day, and the commit that the figures are of. */
    readonly takenAt: string;
  },
): string {
  return [
    '# The fault sweep',
    '',
    'Written by `node scripts/faults.mjs --page`. Every fault at every point of a run, with real processes and a real',
    'Redis; the invariants are read from the effect log and the state of the simulated cluster.',
    '',
    `- taken on ${about.takenAt}`,
    ...summaryLines(summary).map((line) => `- ${line}`),
    `- seed of the pairs: ${about.seed}`,
    '',
    '## What must hold',
    '',
    ...about.invariants.map((line) => `- ${line}`),
    '',
    '## Matrix',
    '',
    LEGEND,
    '',
    about.faults.join(', '),
    '',
    renderMarkdown(rows),
    '',
  ].join('\n');
}
