import { z } from 'zod';
import { installationOfMarker, type OwnerMarker, type SetOrigin } from '#domain';

const text = z.string().nullable().catch(null);

const ownerSchema = z.looseObject({ cluster: text, installation: text, engine: text, prefix: text });
const originSchema = z.looseObject({ holdfast: ownerSchema.extend({ runId: z.string() }) });
const markerSchema = z.looseObject({ holdfast: ownerSchema });

/** Who took a set, from the metadata of its records snapshot; null where another tool took it. */
export function originOf(metadata: unknown): SetOrigin | null {
  const found = originSchema.safeParse(metadata).data?.holdfast;
  if (!found) return null;
  const { cluster, runId, installation, engine, prefix } = found;
  return { cluster, runId, installation, engine, prefix };
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
  return { snapshot, installation, cluster, engine, prefix };
}
