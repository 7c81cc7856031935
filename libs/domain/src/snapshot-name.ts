import { WEB_APPS, type WebApp } from './component.ts';

/** A web application's snapshot name, e.g. `camunda_operate_1764000000_8.6.0_part_2_of_6`. */
export interface PartName {
  app: WebApp;
  backupId: number;
  version: string;
  part: number;
  of: number;
}

const pattern = new RegExp(`^camunda_(${WEB_APPS.join('|')})_(\\d+)_(.+)_part_(\\d+)_of_(\\d+)$`);

export function parsePartName(name: string): PartName | null {
  const match = pattern.exec(name);
  if (!match) return null;
  return {
    app: match[1] as WebApp,
    backupId: Number(match[2]),
    version: String(match[3]),
    part: Number(match[4]),
    of: Number(match[5]),
  };
}

/** The vendor's documentation uses this name for the snapshot of the exported records; the operator may choose. */
export function recordsSnapshotName(backupId: number): string {
  return `camunda_zeebe_records_backup_${backupId}`;
}

/** What fits every snapshot that a web application made for one backup, and no other, for a listing. */
export function partNamesPattern({ app, backupId }: Pick<PartName, 'app' | 'backupId'>): string {
  return `camunda_${app}_${backupId}_*`;
}

/** The backup id that a snapshot of any component belongs to; null for a snapshot of another kind. */
export function backupIdOf(snapshot: string): number | null {
  const records = /^camunda_zeebe_records_backup_(\d+)$/.exec(snapshot)?.[1];
  return records === undefined ? (parsePartName(snapshot)?.backupId ?? null) : Number(records);
}
