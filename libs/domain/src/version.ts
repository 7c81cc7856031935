/** A Camunda version such as 8.6.0. A missing patch means "some patch of that minor". */
export interface Version {
  major: number;
  minor: number;
  patch: number | null;
}

/** Reads `8.6`, `8.6.0`, `8.6.0-rc1`; null for anything else. */
export function parseVersion(text: string): Version | null {
  const match = /^(\d+)\.(\d+)(?:\.(\d+))?(?:-.*)?$/.exec(text.trim());
  if (!match) return null;
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: match[3] === undefined ? null : Number(match[3]),
  };
}

/**
 * The version of Camunda that a version of a component belongs to: before 8.5 Optimize counted its own, from 3.9 (8.1) to
 * 3.12 (8.4). Pure.
 */
export function camundaVersion(version: Version): Version {
  const { major, minor } = version;
  return major === 3 && minor >= 9 && minor <= 12 ? { major: 8, minor: minor - 8, patch: null } : version;
}

export function sameMinor(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor;
}

/**
 * First patch with a soft pause, per minor (Camunda issue 19410). Before it, `?soft=true` is ignored and the
 * pause is a hard one.
 */
const softPauseFloor: Record<number, number> = { 2: 27, 3: 11, 4: 7, 5: 1 };

/** The first patch of a minor with a soft pause, such as 8.2.27; null for one where every patch has it, or none. Pure. */
export function softPauseSince(minor: number): string | null {
  const patch = softPauseFloor[minor];
  return patch === undefined ? null : `8.${minor}.${patch}`;
}

/** Those patches, for people. */
export const SOFT_PAUSE_PATCHES = Object.keys(softPauseFloor)
  .map((minor) => softPauseSince(Number(minor)))
  .join(', ');

/** Whether this exact version knows the soft pause; an unknown patch counts as not knowing it. */
export function hasSoftPause(version: Version): boolean {
  if (version.major !== 8) return version.major > 8;
  if (version.minor >= 6) return true;
  const floor = softPauseFloor[version.minor];
  return floor !== undefined && version.patch !== null && version.patch >= floor;
}
