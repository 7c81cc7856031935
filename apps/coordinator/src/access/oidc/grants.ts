import type { GrantConfig } from '#config';
import type { Me } from '#contracts';
import { suffices } from '#domain';

/**
 * What the claims of an account earn it: the highest role that a grant gives, and the clusters of all grants that give
 * that role. Null where no grant fits.
 */
export function grantOf(
  claims: Record<string, unknown>,
  grants: readonly GrantConfig[],
): Pick<Me, 'role' | 'clusters'> | null {
  const fitting = grants.filter(({ claim, value }) => holds(claimAt(claims, claim), value));
  const [first] = fitting;
  if (first === undefined) return null;
  const role = fitting.reduce((best, each) => (suffices(each.role, best) ? each.role : best), first.role);
  const best = fitting.filter((each) => each.role === role);
  if (best.some(({ clusters }) => clusters === undefined)) return { role, clusters: null };
  return { role, clusters: [...new Set(best.flatMap(({ clusters }) => clusters ?? []))] };
}

/** Only the claims that grants use: Holdfast does not keep the rest. */
export function relevantClaims(
  claims: Record<string, unknown>,
  grants: readonly GrantConfig[],
): Record<string, unknown> {
  const wanted = grants.map(({ claim }) => claim).filter((claim) => claimAt(claims, claim) !== undefined);
  return Object.fromEntries(wanted.map((claim) => [claim, claimAt(claims, claim)]));
}

/** A claim by its own name, which may have dots, or else by a path. */
function claimAt(claims: Record<string, unknown>, path: string): unknown {
  if (path in claims) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (at, name) =>
        typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined,
      claims,
    );
}

function holds(claim: unknown, value: unknown): boolean {
  return Array.isArray(claim) ? claim.includes(value) : claim === value;
}
