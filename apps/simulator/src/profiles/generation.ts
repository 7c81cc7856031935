/** Generations of Camunda, each named after its first minor; `rdbms` is 8.9 and later on a relational database. */
export const generations = ['8.1', '8.2', '8.4', '8.8', '8.10', 'rdbms'] as const;
export type Generation = (typeof generations)[number];

/** What the cluster keeps its history in. Before 8.8 it is always a search engine. */
export const secondaryStorages = ['elasticsearch', 'opensearch', 'rdbms'] as const;
export type SecondaryStorage = (typeof secondaryStorages)[number];

const generationOfMinor: Readonly<Record<string, Generation>> = {
  '8.1': '8.1',
  '8.2': '8.2',
  '8.3': '8.2',
  '8.4': '8.4',
  '8.5': '8.4',
  '8.6': '8.4',
  '8.7': '8.4',
  '8.8': '8.8',
  '8.9': '8.8',
  '8.10': '8.10',
};

export interface Release {
  readonly minor: string;
  readonly patch: number;
}

/** Reads `8.6.0` and `8.10.0-alpha5`; undefined for anything else. */
export function releaseOf(version: string): Release | undefined {
  const [, minor, patch] = /^(\d+\.\d+)\.(\d+)(-[\w.-]+)?$/.exec(version) ?? [];
  return minor === undefined || patch === undefined ? undefined : { minor, patch: Number(patch) };
}

const minorsWithRdbms = ['8.9', '8.10'];

/** Undefined when there is no such version, or when it does not run on this storage. */
export function generationOf(version: string, storage: SecondaryStorage): Generation | undefined {
  const release = releaseOf(version);
  if (release === undefined) return undefined;
  if (storage === 'rdbms') return minorsWithRdbms.includes(release.minor) ? 'rdbms' : undefined;
  return generationOfMinor[release.minor];
}

interface Versioned {
  readonly version: string;
  readonly secondaryStorage: SecondaryStorage;
}

/** That of a configuration, which was checked to have one. */
export function generationIn({ version, secondaryStorage }: Versioned): Generation {
  const generation = generationOf(version, secondaryStorage);
  if (generation === undefined) throw new Error(`there is no profile for version ${version}`);
  return generation;
}

export const isRelational = ({ secondaryStorage }: Versioned): boolean => secondaryStorage === 'rdbms';

const optimizeMinors: Readonly<Record<string, string>> = {
  '8.1': '3.9',
  '8.2': '3.10',
  '8.3': '3.11',
  '8.4': '3.12',
};

/** Until 8.4 Optimize had numbers of its own. */
export function optimizeVersionOf(version: string): string {
  const release = releaseOf(version);
  const minor = optimizeMinors[release?.minor ?? ''];
  return release === undefined || minor === undefined ? version : `${minor}.${release.patch}`;
}
