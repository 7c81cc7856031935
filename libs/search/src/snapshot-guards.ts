import { StepFailure } from '#domain';

const refuse = (message: string): StepFailure =>
  StepFailure.permanent('refused', message, { component: 'records' });

/**
 * To a search engine an empty index list means "all indices", and so do `*` and `_all`. An exclusion (`-x`) alone
 * starts from all of them, too.
 * @throws StepFailure refused
 */
export function requireIndexPatterns(patterns: readonly string[]): void {
  const parts = patterns.flatMap((pattern) => pattern.split(',')).map((part) => part.trim());
  const everything = parts.some(
    (part) => part === '' || part === '_all' || /^[*?]+$/.test(part) || part.startsWith('-'),
  );
  if (parts.length > 0 && !everything) return;
  throw refuse(
    `Index patterns "${patterns.join(',')}" would mean every index. Name the indices, for example zeebe-record*.`,
  );
}

/** @throws StepFailure refused when the name could mean more than one snapshot or repository */
export function requireExactName(kind: 'snapshot' | 'repository', name: string): void {
  if (/^[^\s*?,/\\"<>|#]+$/.test(name) && !name.startsWith('_') && !name.startsWith('-')) return;
  throw refuse(`"${name}" is not an exact ${kind} name. Give one name without wildcards and commas.`);
}

/** @throws StepFailure refused when a pattern could mean anything but the snapshots whose name fits it */
export function requireSnapshotPatterns(patterns: readonly string[]): void {
  for (const pattern of patterns) {
    if (/^[^\s?,/\\"<>|#]+$/.test(pattern) && !/^[-_]/.test(pattern)) continue;
    throw refuse(`"${pattern}" is not a pattern for snapshots. Give one name, with * for any text.`);
  }
}

/**
 * Indices that start with a dot belong to the engine itself.
 * @throws StepFailure refused when a name could mean more than one index, or an index of the engine
 */
export function requireExactIndices(names: readonly string[]): void {
  for (const name of names) {
    if (/^[^\s*?,/\\"<>|#:]+$/.test(name) && !/^[-_.+]/.test(name)) continue;
    throw refuse(
      `"${name}" is not an exact index name. Give names without wildcards, commas and a leading dot.`,
    );
  }
}
