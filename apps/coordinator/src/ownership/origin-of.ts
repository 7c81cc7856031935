import { z } from 'zod';
import {
  installationOfMarker,
  requireReadable,
  UnreadableRecord,
  type OwnerMarker,
  type SetOrigin,
} from '#domain';

const text = z.string().nullable().catch(null);

const ownerSchema = z.looseObject({
  cluster: text,
  installation: text,
  engine: text,
  prefix: text,
});
const originSchema = z.looseObject({ holdfast: ownerSchema.extend({ runId: z.string() }) });
const versionSchema = z.looseObject({ holdfast: z.looseObject({ schemaVersion: z.unknown().optional() }) });
const markerSchema = z.looseObject({ holdfast: ownerSchema });

/**
 * Who took a set, from the metadata of its records snapshot; null where another tool took it, or a build of Holdfast that
 * wrote what this one cannot read: its set is foreign then, and never deleted.
 */
export function originOf(metadata: unknown): SetOrigin | null {
  const found = originSchema.safeParse(metadata).data?.holdfast;
  if (!found || metadataRefusal('', metadata) !== null) return null;
  const { cluster, runId, installation, engine, prefix } = found;
  return { cluster, runId, installation, engine, prefix };
}

/** Why this build must not use what a snapshot says of itself; null when it can. */
export function metadataRefusal(snapshot: string, metadata: unknown): UnreadableRecord | null {
  const version = versionSchema.safeParse(metadata).data?.holdfast.schemaVersion;
  try {
    requireReadable('snapshot', `the metadata of snapshot ${snapshot}`, version);
    return null;
  } catch (error) {
    if (error instanceof UnreadableRecord) return error;
    throw error;
  }
}

/** What an owner marker says; null for a snapshot of another kind. */
export function markerOf({
  snapshot,
  metadata,
}: {
  snapshot: string;
  metadata: unknown;
}): OwnerMarker | null {
  const installation = installationOfMarker(snapshot);
  if (installation === null) return null;
  const {
    cluster = null,
    engine = null,
    prefix = null,
  } = markerSchema.safeParse(metadata).data?.holdfast ?? {};
  const refusal = metadataRefusal(snapshot, metadata);
  if (refusal !== null) return { snapshot, installation, cluster: null, engine: null, prefix: null, refusal };
  return { snapshot, installation, cluster, engine, prefix };
}
