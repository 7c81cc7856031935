import type { BackupApi } from '#camunda';
import type { BackupObservation, ZeebePart } from '#domain';
import type { CallOptions } from '#http';

/** More ids than this are not looked at one by one; the newest are. */
const LOOKS = 100;

type Seen = Pick<BackupObservation, 'state' | 'message' | 'done'>;

/**
 * What Zeebe holds, by backup id: from its list, or, where its version has none, from one look at each id that a snapshot has.
 * A backup that is complete stays so, and is looked at once.
 * @param known as it was read last
 * @throws StepFailure as the backup API does
 */
export async function readZeebeParts(
  api: BackupApi,
  { ids, known }: { ids: Iterable<number>; known: ReadonlyMap<number, ZeebePart> },
  call: CallOptions,
): Promise<Map<number, ZeebePart>> {
  if (api.can.list) {
    const listed = await api.list(call);
    return new Map(listed.map((backup) => [backup.backupId, partOf(backup)]));
  }
  const newest = [...ids].sort((a, b) => b - a).slice(0, LOOKS);
  const parts = new Map<number, ZeebePart>();
  // One after the other: an old version reads its store for each.
  for (const id of newest) {
    const part = known.get(id);
    const isFinal = part?.state === 'completed' || part?.state === 'failed';
    const now = isFinal ? part : partOf(await api.look(id, call));
    if (now.state !== 'absent') parts.set(id, now);
  }
  return parts;
}

function partOf({ state, message, done }: Seen): ZeebePart {
  return { state, message, partitions: done };
}
