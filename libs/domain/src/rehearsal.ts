/** One index of a set, restored under another name to see that a restore works. */
export interface Rehearsal {
  snapshot: string;
  index: string;
}

/** An index without a document has a few hundred bytes: restoring it reads hardly any file (bytes). */
const EMPTY_BYTES = 1_000;

/**
 * The smallest index of a set that holds documents, as its size tells; without sizes the first by name. Null where the set
 * holds no index. Pure: the same set gives the same index.
 */
export function chooseRehearsal(
  snapshots: readonly {
    snapshot: string;
    indexNames: readonly string[];
    indexSizes: Readonly<Record<string, number>>;
  }[],
): Rehearsal | null {
  const all = snapshots.flatMap(({ snapshot, indexNames, indexSizes }) =>
    indexNames.map((index) => ({ snapshot, index, size: indexSizes[index] ?? 0 })),
  );
  const filled = all.filter(({ size }) => size > EMPTY_BYTES);
  const [smallest] = (filled.length > 0 ? filled : all).toSorted(
    (a, b) => a.size - b.size || (`${a.index} ${a.snapshot}` < `${b.index} ${b.snapshot}` ? -1 : 1),
  );
  return smallest ? { snapshot: smallest.snapshot, index: smallest.index } : null;
}

/** The name of the index that one run restores to rehearse. No prefix of a component begins like this. Pure. */
export function rehearsalName({ number, runId }: { number: number; runId: string }): string {
  return `holdfast-rehearsal-${number}-${runId}`.toLowerCase();
}
