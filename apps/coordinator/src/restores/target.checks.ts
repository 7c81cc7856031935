import {
  isAllowed,
  isDeletable,
  isNeighbours,
  isOwnIndex,
  resultsOf,
  someOf,
  type PreflightCheck,
} from '#domain';
import { samplesOf } from './plan-samples.ts';
import type { RestoreFacts } from './restore-facts.ts';

const { passed, failed } = resultsOf({ name: 'targets', component: 'records' as const });

/**
 * What would be deleted or replaced is this cluster's own, and nothing else fits the same patterns. Every index of the set
 * must be on the allow-list, whether it is there now or not: a restore that was broken off has to be able to take away
 * what it left.
 */
export function targetCheck(facts: RestoreFacts): PreflightCheck {
  const { allowed, indices, cluster } = facts;
  if (allowed === null)
    return failed('nothing may be deleted: there is no allow-list', 'Configure clusters[].restore.');
  const problem = forbidden(facts, allowed) ?? strangers(facts) ?? obstacles(facts, allowed);
  if (problem) return problem;
  const about = { allowed, space: cluster.indexSpace, samples: samplesOf(facts) };
  const doomed = indices.filter(({ name }) => isDeletable(name, about)).length;
  return passed(
    doomed === 0
      ? 'nothing is in the way'
      : `${doomed} indices will be deleted, all on the allow-list and of this cluster`,
  );
}

function forbidden({ snapshots }: RestoreFacts, allowed: readonly string[]): PreflightCheck | null {
  const names = snapshots.flatMap(({ indexNames }) => indexNames).filter((name) => !isAllowed(name, allowed));
  if (names.length === 0) return null;
  return failed(
    `${someOf(names)} of the set would be replaced, and is not on the allow-list (${allowed.join(', ')})`,
    'Add a pattern for it to clusters[].restore.indices.',
  );
}

/** A set may hold more than its cluster: a records snapshot by a pattern that fitted others, or another prefix. */
function strangers(facts: RestoreFacts): PreflightCheck | null {
  const { snapshots, cluster } = facts;
  const samples = samplesOf(facts);
  const names = snapshots
    .flatMap(({ indexNames }) => indexNames)
    .filter((name) => !isOwnIndex(name, cluster.indexSpace, samples));
  if (names.length === 0) return null;
  return failed(
    `the set holds ${someOf(names)}, and by its name that is no index of "${cluster.name}": a restore would replace what is another's`,
    'Correct the index prefixes in clusters[] if it is its own; else choose another set, or restore this one by hand.',
  );
}

/** Left in place it would be stale data of this cluster, and deleted the loss of another one: only a person can tell. */
function obstacles(facts: RestoreFacts, allowed: readonly string[]): PreflightCheck | null {
  const { indices, cluster } = facts;
  const { indexSpace } = cluster;
  const samples = samplesOf(facts);
  const names = indices
    .map(({ name }) => name)
    .filter((name) => isAllowed(name, allowed) && !isNeighbours(name, indexSpace))
    .filter((name) => !isOwnIndex(name, indexSpace, samples));
  if (names.length === 0) return null;
  return failed(
    `the allow-list (${allowed.join(', ')}) fits ${someOf(names)}, and nothing shows that this belongs to "${cluster.name}"`,
    "If it is another cluster's, narrow clusters[].restore.indices so that no pattern fits it. If it is this one's, list it there by its exact name, or delete it.",
  );
}
