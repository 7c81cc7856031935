import { plainLine } from '#domain';
import { paint } from '../output/colours.ts';
import { table } from '../output/table.ts';
import type { CheckResult, Report, Result } from './report.ts';

const COLOURS: Record<Result, (text: string) => string> = {
  matches: paint.green,
  differs: paint.red,
  skipped: paint.dim,
};

/** A line for each check, and what was seen where it differs. Texts of others show as one line each. Pure. */
export function renderReport({ cluster, version, checks, counts }: Report): string {
  const rows = checks.map((check) => [
    check.name,
    check.component,
    COLOURS[check.result](check.result),
    seenIn(check),
  ]);
  const { matches, differs, skipped } = counts;
  const verdict = differs === 0 ? paint.green('as expected') : paint.red('NOT as expected');
  return [
    table(['CHECK', 'COMPONENT', 'RESULT', 'SEEN'], rows),
    '',
    `${plainLine(cluster)}, Camunda ${plainLine(version)}: ${verdict} (matches: ${matches}, differs: ${differs}, skipped: ${skipped})`,
  ].join('\n');
}

/** What was seen, and where it differs what was expected. Pure. */
export function seenIn({ result, seen, expects, detail }: CheckResult): string {
  if (result === 'skipped') return plainLine(detail ?? '');
  if (result === 'matches') return seen ?? '';
  const answer = detail === null ? '' : ` (${plainLine(detail)})`;
  return `${seen ?? ''}, not ${expects.join(' or ')}${answer}`;
}
