import type { Verification } from '#contracts';
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

export function renderFailedChecks(checks: readonly Check[]): string[] {
  return renderChecks(checks.filter((check) => !check.ok));
}
