import { requireReadable, SCHEMAS, UnreadableRecord, type RunRecord } from '#domain';
import { UPGRADES, type RunHash } from './previous/run.ts';
import { fromFields, VERSION_FIELD } from './run-fields.ts';

/** @param found its version as it is stored */
export function unreadableRun(
  { cluster, number }: { cluster: string; number: number },
  found: unknown,
): UnreadableRecord {
  return new UnreadableRecord('run', recordName(cluster, number), found);
}

/** What a person calls the record of a run. */
function recordName(cluster: string, number: number): string {
  return `run ${number} of cluster "${cluster}"`;
}

/**
 * A run in the form of this build, whatever version it has; null where there is none.
 * @throws UnreadableRecord
 */
export function readRun(cluster: string, number: number, hash: RunHash): RunRecord | null {
  if (Object.keys(hash).length === 0) return null;
  const stored = hash[VERSION_FIELD];
  const record = recordName(cluster, number);
  let current: RunHash | null = hash;
  for (let version = requireReadable('run', record, stored); version < SCHEMAS.run.version; version += 1) {
    current = UPGRADES[version]?.(current) ?? null;
    if (current === null) throw new UnreadableRecord('run', record, stored);
  }
  return current['runId'] === undefined ? null : fromFields(current);
}

/** The fields by which `readRun` decides whether it can read a run. */
export const TELLING_FIELDS = [VERSION_FIELD, 'number', 'kind'] as const;

/** As `readRun`, with the refusal as its result. */
export function readOrRefuse(
  cluster: string,
  number: number,
  hash: RunHash,
): RunRecord | UnreadableRecord | null {
  try {
    return readRun(cluster, number, hash);
  } catch (error) {
    if (error instanceof UnreadableRecord) return error;
    throw error;
  }
}
