import type { CaseResult } from '../result.ts';

interface Axis {
  readonly id: string;
  readonly short: string;
}

export const LEGEND =
  'C completed, F failed, X cancelled, R rejected, – no run on record (Redis lost it, or none was started), ! does not hold, · cannot happen there; ' +
  'the number: seconds from the injection (or from the pause after it) until every partition exported.';

export const cellOf = (result: CaseResult): string =>
  result.exportingAgainMs === null
    ? result.letter
    : `${result.letter} ${(result.exportingAgainMs / 1000).toFixed(1)}`;

/** One row per point, one column per fault; only what was run. */
export function matrixRows(
  results: readonly CaseResult[],
  axes: { readonly points: readonly string[]; readonly faults: readonly Axis[] },
): string[][] {
  const cells = new Map(results.map((result) => [result.name, cellOf(result)]));
  const at = (point: string, fault: string): string => cells.get(`${point}/${fault}`) ?? '·';
  const points = axes.points.filter((point) => axes.faults.some(({ id }) => cells.has(`${point}/${id}`)));
  const faults = axes.faults.filter(({ id }) => points.some((point) => cells.has(`${point}/${id}`)));
  return [
    ['point', ...faults.map(({ short }) => short)],
    ...points.map((point) => [point, ...faults.map(({ id }) => at(point, id))]),
  ];
}

export function renderText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function renderMarkdown(rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
