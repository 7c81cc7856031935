/** What a changelog says of a version, or of what is not released yet. */
export interface Section {
  readonly date: string | null;
  readonly text: string;
}

/** @param name a version, or `Unreleased` @returns null where there is no such section */
export function sectionOf(changelog: string, name: string): Section | null {
  const heading = new RegExp(`^## \\[${name.replaceAll('.', '\\.')}\\](?: - (\\d{4}-\\d{2}-\\d{2}))?$`, 'm');
  const found = heading.exec(changelog);
  if (found === null) return null;
  const rest = changelog.slice(found.index + found[0].length);
  const end = rest.search(/^## \[/m);
  return { date: found[1] ?? null, text: (end < 0 ? rest : rest.slice(0, end)).trim() };
}

/**
 * What is wrong with the version, one line each.
 * @param tag of the release, such as `v0.3.0`; null for a dry run
 */
export function versionProblems(given: {
  readonly version: string;
  readonly locked: readonly (string | undefined)[];
  readonly changelog: string;
  readonly tag: string | null;
}): string[] {
  const { version, locked, changelog, tag } = given;
  const problems: string[] = [];
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    problems.push(`package.json: ${version} is not a version`);
  if (locked.some((each) => each !== version))
    problems.push(
      `package-lock.json says ${locked.join(' and ')}, package.json ${version}; run npm install --package-lock-only`,
    );
  const unreleased = sectionOf(changelog, 'Unreleased');
  const released = sectionOf(changelog, version);
  if (unreleased === null)
    problems.push('CHANGELOG.md has no section [Unreleased]; add one, empty if need be');
  if (released === null) problems.push(`CHANGELOG.md has no section [${version}]`);
  if (tag === null) return problems;
  if (tag !== `v${version}`) problems.push(`the tag is ${tag}, and package.json says ${version}`);
  if (released !== null && released.date === null)
    problems.push(`CHANGELOG.md: [${version}] has no date; write ## [${version}] - YYYY-MM-DD`);
  if (released !== null && released.text === '') problems.push(`CHANGELOG.md: [${version}] is empty`);
  if (unreleased !== null && unreleased.text !== '')
    problems.push('CHANGELOG.md: [Unreleased] is not empty; what is in it belongs to this release');
  return problems;
}
