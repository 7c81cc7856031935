import type { Verification } from '#contracts';
import { groupFailures } from '#domain';
import { paint } from './colours.ts';

type Check = Verification['checks'][number];

/** One line per check, and its remedy below one that failed. */
export function renderChecks(checks: readonly Check[]): string[] {
  return checks.flatMap((check) => {
    if (check.ok) return [`  ${paint.green('✓')} ${check.name}: ${paint.dim(check.message)}`];
    const remedy = check.remedy === null ? [] : [`    ${check.remedy}`];
    return [paint.red(`  ✗ ${check.name}: ${check.message}`), ...remedy];
  });
}

/** Those that failed, by their cause: with its remedy, and the names of the checks where it failed several. */
export function renderFailedChecks(checks: readonly Check[]): string[] {
  return groupFailures(checks).flatMap(({ message, remedy, checks: failed }) => {
    if (failed.length === 1) return renderChecks(failed);
    return [
      paint.red(`  ✗ ${message}`),
      ...(remedy === null ? [] : [`    ${remedy}`]),
      paint.dim(`    Checks: ${failed.map(({ name }) => name).join(', ')}`),
    ];
  });
}
