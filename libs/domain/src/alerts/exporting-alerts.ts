import type { AlertCondition, AlertFacts } from './alert-facts.ts';

/** What is wrong with exporting. */
export function exportingAlerts(facts: AlertFacts): AlertCondition[] {
  return [pausedTooLong(facts), pausedOutside(facts), unreadable(facts)].filter((alert) => alert !== null);
}

function pausedTooLong({ now, exporting, pauseBudget }: AlertFacts): AlertCondition | null {
  const { pausedSince } = exporting;
  if (pausedSince === null || now - pausedSince <= pauseBudget) return null;
  return {
    kind: 'exporting-paused-too-long',
    severity: 'critical',
    subject: null,
    since: pausedSince,
    message: `exporting has been paused for longer than the pause budget of ${Math.round(pauseBudget / 1000)} s; the disks of the brokers fill up`,
    remedy:
      'Run `holdfast exporting status`, then `holdfast exporting ensure-running` unless it was paused on purpose.',
  };
}

/** At once, while it is harmless: it is critical when it outlasts the budget, by the alert above. */
function pausedOutside({ exporting, pausedOutside: outside }: AlertFacts): AlertCondition | null {
  if (outside !== true) return null;
  return {
    kind: 'exporting-paused-outside',
    severity: 'warning',
    subject: null,
    since: exporting.pausedSince,
    message:
      'exporting is paused, and no run of Holdfast paused it: another tool is taking a backup, or left it so',
    remedy: 'Make sure that no other tool is taking a backup, then run `holdfast exporting resume`.',
  };
}

function unreadable({ now, exporting, pauseBudget, restoring, limits }: AlertFacts): AlertCondition | null {
  const { pausedSince, unknownSince } = exporting;
  // Of a pause that is too long more is known than that it cannot be read.
  if (pausedSince !== null && now - pausedSince > pauseBudget) return null;
  if (restoring || unknownSince === null || now - unknownSince < limits.exportingUnknownAfter) return null;
  return {
    kind: 'exporting-unknown',
    severity: 'warning',
    subject: null,
    since: unknownSince,
    message: `it is unknown whether exporting runs: ${exporting.problem ?? 'the brokers cannot be read'}`,
    remedy:
      'Check that Zeebe runs, and that zeebe.management and every address of zeebe.brokers can be reached.',
  };
}
