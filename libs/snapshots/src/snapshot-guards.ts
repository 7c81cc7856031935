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
