import type { Component } from './component.ts';
import { parsePartName } from './snapshot-name.ts';
import { parseVersion, sameMinor } from './version.ts';

/** What a component says of itself; null where it does not tell. */
export interface RunningVersion {
  component: Component;
  version: string | null;
}

/**
 * Components that are not of the version that took the set, patch included, one sentence each. A web application is
 * compared with its own snapshots; Zeebe, whose backup tells no version, with those of all of them. On a relational database
 * Zeebe may be of another patch.
 * @param dumped version of Zeebe when the relational database was dumped; null for a set without a dump
 */
export function unfitVersions(
  snapshots: readonly { snapshot: string }[],
  running: readonly RunningVersion[],
  dumped: string | null = null,
): string[] {
  const parts = snapshots.map(({ snapshot }) => parsePartName(snapshot)).filter((part) => part !== null);
  return running.flatMap(({ component, version }) => {
    if (component === 'zeebe' && dumped !== null)
      return version === null || isSameMinor(version, dumped)
        ? []
        : [`zeebe is ${version}, the set of ${dumped}`];
    const own = parts.filter(({ app }) => component === 'zeebe' || app === component);
    const versions = [...new Set(own.map((part) => part.version))].sort();
    if (version === null || versions.length === 0 || versions.includes(version)) return [];
    return [`${component} is ${version}, the set of ${versions.join(', ')}`];
  });
}

function isSameMinor(one: string, other: string): boolean {
  const [first, second] = [parseVersion(one), parseVersion(other)];
  return first !== null && second !== null && sameMinor(first, second);
}
