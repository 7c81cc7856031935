import type { PreflightCheck } from './preflight-check.ts';
import { withoutPeriod } from './sentence.ts';
import type { ConnectionTrouble } from './unreached.ts';

type Failed = Pick<PreflightCheck, 'name' | 'component' | 'message' | 'remedy'> & {
  unreached?: PreflightCheck['unreached'] | undefined;
};

/** Failed checks that have one cause. */
export interface CheckGroup<Check = Failed> {
  /** The cause: of a single check its own message, of several what they have in common. */
  message: string;
  /** What to do about it; null where the check has none. */
  remedy: string | null;
  /** In the order in which they were made; at least one. */
  checks: readonly Check[];
}

/** What is wrong with one address, and with several. */
const TROUBLES: Record<ConnectionTrouble, readonly [one: string, several: string]> = {
  'unknown-host': ['cannot be resolved', 'addresses cannot be resolved'],
  refused: ['refuses connections', 'addresses refuse connections'],
  'cut-off': ['cuts connections off', 'addresses cut connections off'],
  silent: ['does not answer', 'addresses do not answer'],
  failed: ['cannot be reached', 'addresses cannot be reached'],
};

const REMEDIES: Record<ConnectionTrouble, string> = {
  'unknown-host': 'Correct the addresses in the configuration, or the name service that this process uses.',
  refused: 'Start what should listen there, or correct the addresses in the configuration.',
  'cut-off': 'Check whether it, or a proxy before it, is being restarted.',
  silent: 'Check that it is healthy, and the network policies between it and this process.',
  failed: 'Check the addresses in the configuration and the network between.',
};

/**
 * Failed checks by their cause, in the order in which the causes were met: one address that does not answer may fail a
 * dozen checks, and is one problem. Checks that passed are left out.
 */
export function groupFailures<Check extends Failed & { ok: boolean }>(
  checks: readonly Check[],
): CheckGroup<Check>[] {
  const groups = new Map<string, Check[]>();
  for (const check of checks.filter(({ ok }) => !ok)) {
    const cause = check.unreached?.trouble ?? `${check.component} ${check.name} ${check.message}`;
    groups.set(cause, [...(groups.get(cause) ?? []), check]);
  }
  return [...groups.values()].map(groupOf);
}

function groupOf<Check extends Failed>(checks: Check[]): CheckGroup<Check> {
  const [first] = checks as [Check];
  const trouble = first.unreached?.trouble;
  if (checks.length === 1 || trouble === undefined)
    return { message: first.message, remedy: first.remedy, checks };
  const addresses = [...new Set(checks.map(({ unreached }) => unreached?.address ?? ''))];
  const [one, several] = TROUBLES[trouble];
  const what =
    addresses.length === 1
      ? `${addresses[0] ?? ''} ${one}`
      : `${addresses.length} ${several}: ${addresses.join(', ')}`;
  return { message: `${what}; ${checks.length} checks could not run`, remedy: REMEDIES[trouble], checks };
}

/**
 * The causes of failed checks in one line, each of them once.
 * @param named whether the name of a check stands before a cause that is its own
 */
export function causesInWords(
  checks: readonly (Failed & { ok: boolean })[],
  { named }: { named: boolean } = { named: true },
): string {
  return groupFailures(checks)
    .map(({ message, checks: [first, ...more] }) => {
      const name = named && more.length === 0 ? `${first?.name ?? ''}: ` : '';
      return withoutPeriod(name + message);
    })
    .join('; ');
}
