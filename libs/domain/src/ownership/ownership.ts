/** Who took a set, as the metadata of its records snapshot says. */
export interface SetOrigin {
  /** Name of the cluster in the configuration of who took it; null where it does not say. */
  cluster: string | null;
  runId: string;
  /** Random id that this cluster has in the installation that took the set; null for sets of older versions. */
  installation: string | null;
  /** `cluster_uuid` of the engine. */
  engine: string | null;
  /** Index prefix of the records. */
  prefix: string | null;
}

/** The same of a cluster of this installation, as it is now. */
export interface OwnIdentity {
  cluster: string;
  /** Null before its first backup, and while Redis does not know it. */
  installation: string | null;
  /** Null while the engine cannot be asked. */
  engine: string | null;
  prefix: string;
}

/** Why a set is this cluster's own. */
export const OWNERSHIP_PROOFS = ['run', 'installation', 'engine', 'adopted'] as const;
export type OwnershipProof = (typeof OWNERSHIP_PROOFS)[number];

export interface OwnershipFacts {
  own: OwnIdentity;
  /** Null where the set has no records snapshot with metadata of Holdfast, or it could not be read. */
  origin: SetOrigin | null;
  /** Null where no run is on record: Redis lost it, or there was none. */
  run: { runId: string } | null;
  adopted: boolean;
}

/**
 * What proves that a set belongs to a cluster; null when nothing does, and then the set is foreign.
 */
export function ownershipOf({ own, origin, run, adopted }: OwnershipFacts): OwnershipProof | null {
  if (run !== null && (origin === null || origin.runId === run.runId)) return 'run';
  if (origin !== null && origin.cluster === own.cluster) {
    if (own.installation !== null && origin.installation === own.installation) return 'installation';
    if (own.engine !== null && origin.engine === own.engine && origin.prefix === own.prefix) return 'engine';
  }
  return adopted ? 'adopted' : null;
}

/** Whose a set is that is not this cluster's own, for people. */
export function originText(origin: SetOrigin | null): string {
  if (origin === null) return 'taken by another tool';
  return `taken by cluster "${origin.cluster ?? 'unknown'}" of another installation`;
}
