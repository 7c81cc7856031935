import type { UnreadableRecord } from '../schema-version.ts';
import type { OwnIdentity } from './ownership.ts';

const PREFIX = 'holdfast-owner-';

/** Matches no index: the marker is a snapshot of nothing. */
export const NO_INDICES = 'holdfast-owner-none-*';

/** Name of the empty snapshot by which a repository says whose it is. */
export function ownerMarkerName(installation: string): string {
  return `${PREFIX}${installation}`;
}

/** Null for a snapshot of another kind. */
export function installationOfMarker(snapshot: string): string | null {
  return snapshot.startsWith(PREFIX) ? snapshot.slice(PREFIX.length) : null;
}

/** A marker as its metadata tells. */
export interface OwnerMarker {
  snapshot: string;
  installation: string;
  /** Null where the metadata does not tell, or could not be read. */
  cluster: string | null;
  engine: string | null;
  prefix: string | null;
  /** Set where this build cannot read the rest. */
  refusal?: UnreadableRecord;
}

/** Whether a marker is that of this cluster: by its id, or, after Redis lost that, by all that names the cluster. */
export function isOwnMarker(marker: OwnerMarker, own: OwnIdentity): boolean {
  if (marker.installation === own.installation) return true;
  return (
    marker.cluster === own.cluster &&
    own.engine !== null &&
    marker.engine === own.engine &&
    marker.prefix === own.prefix
  );
}
