import { asObject, asText } from './engine/fields.ts';
import type { RepositorySettings } from './ports/snapshot-store.port.ts';

/** Settings come back as text. A repository of type `url` can only be read. */
export function repositorySettings(registered: unknown): RepositorySettings {
  const repository = asObject(registered);
  const settings = asObject(repository?.['settings']);
  const type = asText(repository?.['type']) ?? 'unknown';
  const limit = Number(settings?.['max_number_of_snapshots'] ?? Number.NaN);
  return {
    type,
    readOnly: type === 'url' || String(settings?.['readonly']) === 'true',
    maxSnapshots: Number.isInteger(limit) && limit > 0 ? limit : null,
    maxBytesPerSecond: asText(settings?.['max_snapshot_bytes_per_sec']),
  };
}
