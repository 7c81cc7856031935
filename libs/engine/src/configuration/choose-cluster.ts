import { hasSameConnection, withPolicies, type ClusterConfig } from '#config';
import type { Hold } from './cluster-holds.ts';

export interface ClusterChoice {
  /** As the file has it; undefined where the file has no such cluster. */
  wanted: ClusterConfig | undefined;
  /** As it is in force; undefined where it is not. */
  present: ClusterConfig | undefined;
  /** Earlier configurations of it that this process remembers. */
  former: readonly ClusterConfig[];
  hold: Hold;
}

/**
 * Which configuration of a cluster is in force: the file's, unless a run that began with another one is not done. Then it
 * is that one, with the file's schedules, retention and alerts. Credentials are taken up at once: a run must not depend on
 * a password that was revoked. Pure.
 * @returns null when the cluster is no longer there
 */
export function chooseCluster({ wanted, present, former, hold }: ClusterChoice): ClusterConfig | null {
  if (present && wanted?.fingerprint === present.fingerprint) {
    // The same objects, so that clients keep what they know of their brokers.
    return hasSameConnection(present, wanted) ? withPolicies(present, wanted) : wanted;
  }
  if (hold.kind === 'none') return wanted ?? null;
  if (hold.kind !== 'unknown' && hold.fingerprint !== null) {
    const began = hold.fingerprint;
    if (wanted?.fingerprint === began) return wanted;
    const own = [...former, ...(present ? [present] : [])].find(({ fingerprint }) => fingerprint === began);
    if (own) return withPolicies(own, wanted);
    // What is left of its pause cannot be lifted with the present one either.
    if (hold.kind === 'left') return wanted ?? null;
  }
  const stays = present ?? wanted;
  return stays ? withPolicies(stays, wanted) : null;
}
