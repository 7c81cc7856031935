/** A run as Redis holds it. */
export type RunHash = Record<string, string>;

/**
 * What brings a run of an earlier version into the form of this build, by that version. Each returns null for a run that
 * cannot be brought there.
 */
export const UPGRADES: Readonly<Record<number, (hash: RunHash) => RunHash | null>> = {
  /** Differs in nothing but the missing version. Before that, runs had neither number nor kind: their kind is unknown. */
  0: (hash) => (hash['number'] === undefined || hash['kind'] === undefined ? null : hash),
};
