import { someOf } from '#domain';
import { doomedIndices } from './engine.checks.ts';
import type { RestoreFacts } from './restore-facts.ts';

/** A closed index is deleted like any other, and its documents are in no count. */
export function closedWarnings(facts: RestoreFacts): string[] {
  const closed = doomedIndices(facts).filter(({ open }) => !open);
  if (closed.length === 0) return [];
  return [
    `${someOf(closed.map(({ name }) => name))} is closed, and is still deleted; the documents in it are not counted.`,
  ];
}

/**
 * An index comes back as old as it was. One that is past the age of its policy is deleted soon after; no API tells the
 * policy of an index in a snapshot, so what counts is that of the index of this name that is there now.
 */
export function lifecycleWarnings({ snapshots, engine, now }: RestoreFacts): string[] {
  const wanted = new Set(snapshots.flatMap(({ indexNames }) => indexNames));
  return engine.lifecycles.flatMap(({ policy, deletesAfterMs }) => {
    if (deletesAfterMs === null) return [];
    const over = engine.settings.filter(
      ({ index, lifecycle, ageFrom }) =>
        wanted.has(index) &&
        lifecycle === policy &&
        ageFrom !== null &&
        ageFrom + deletesAfterMs <= now.getTime(),
    );
    if (over.length === 0) return [];
    return [
      `The lifecycle policy "${policy}" deletes indices at an age that ${someOf(over.map(({ index }) => index))} will have when restored: they are deleted again, and check-restored may find documents missing. To keep them, stop the policies before the restore (POST /_ilm/stop), and raise min_age of the delete phase.`,
    ];
  });
}
