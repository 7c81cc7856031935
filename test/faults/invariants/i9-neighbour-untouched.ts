import { belongings, type Belongings } from '../neighbour.ts';
import type { CaseRecord } from '../case-record.ts';
import type { Invariant } from './invariant.ts';

export const neighbourUntouched: Invariant = {
  id: 'I9',
  title:
    'nothing that belongs to another cluster in the same engine and repository was deleted, changed or taken into a set',
  check: ({ neighbour, state, runs }) => {
    const now = belongings(state);
    return [
      ...changes('snapshot', neighbour.snapshots, now.snapshots),
      ...changes('index', neighbour.indices, now.indices),
      ...taken(neighbour, { state, runs }),
    ];
  },
};

function changes(
  kind: string,
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  return Object.entries(before).flatMap(([name, was]) => {
    if (now[name] === was) return [];
    return [`${kind} ${name} of another cluster was ${now[name] === undefined ? 'deleted' : 'changed'}`];
  });
}

/** A restore from a records snapshot that contains a neighbour's index would restore that index, too. */
function taken(neighbour: Belongings, { state, runs }: Pick<CaseRecord, 'state' | 'runs'>): string[] {
  const ours = new Set(runs.map(({ run }) => `camunda_zeebe_records_backup_${run.setId}`));
  return Object.values(state.elasticsearch.snapshots)
    .flat()
    .filter(({ name }) => ours.has(name))
    .flatMap(({ name, indices }) =>
      indices
        .filter((index) => index.name in neighbour.indices)
        .map((index) => `${name} holds ${index.name} of another cluster`),
    );
}
