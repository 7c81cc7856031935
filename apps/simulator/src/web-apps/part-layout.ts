import { operateIndices, optimizeIndices, tasklistIndices } from '../config/default-indices.ts';
import type { WebAppName } from './web-app.state.ts';

const layouts: Readonly<
  Record<WebAppName, { readonly count: number; readonly indices: typeof operateIndices }>
> = {
  operate: { count: 6, indices: operateIndices },
  tasklist: { count: 6, indices: tasklistIndices },
  optimize: { count: 2, indices: optimizeIndices },
};

export const partCount = (app: WebAppName): number => layouts[app].count;

export const partNumbers = (app: WebAppName): number[] =>
  Array.from({ length: partCount(app) }, (_, index) => index + 1);

/** Names of the indices that belong to a part; the parts for dated archive indices are empty. */
export const partIndices = (app: WebAppName, part: number): string[] =>
  layouts[app].indices.filter(([, of]) => of === part).map(([name]) => name);

/** Indices that the archivers make, one a day, of those of the part before. */
const datedParts: Readonly<Record<WebAppName, readonly number[]>> = {
  operate: [3, 5],
  tasklist: [3, 5],
  optimize: [],
};

const partPattern = (app: WebAppName, part: number): string[] =>
  datedParts[app].includes(part)
    ? partIndices(app, part - 1).map((name) => `${name}2*`)
    : partIndices(app, part);

export const snapshotPrefix = (app: WebAppName): string => `camunda_${app}_`;

export const partName = (
  app: WebAppName,
  backup: { readonly backupId: number; readonly version: string },
  part: number,
): string =>
  `${snapshotPrefix(app)}${backup.backupId}_${backup.version.toLowerCase()}_part_${part}_of_${partCount(app)}`;

export interface PartedBackup {
  readonly backupId: number;
  readonly version: string;
}

/** The parts of a backup, as the machine needs to know them. `count` is how many the backup at hand has. */
export interface PartLayout {
  /** With which all snapshots of the owner begin. */
  readonly prefix: string;
  /** Where not in that of the cluster. */
  readonly repository?: string;
  /** Of a backup that is triggered now. */
  count(): number;
  /** Names of the indices of a part, in all forms that the part asks for. */
  indices(part: number, count: number): string[];
  /** What the snapshot of a part asks a real engine for; never nothing, which would mean everything. */
  patterns(part: number, count: number): string[];
  name(backup: PartedBackup, part: number, count: number): string;
  /** What the snapshot of a part carries. */
  metadata(backup: PartedBackup, part: number, count: number): object;
  /** Whether a part that ended PARTIAL is the last one; FAILED always is. */
  stopsAtPartial(): boolean;
  /** Deletion looks at what exists, and so reaches parts of other versions. */
  readonly deletesWhatExists: boolean;
}

export const fullMetadata: PartLayout['metadata'] = ({ backupId, version }, partNo, partCount) => ({
  partCount,
  backupId,
  partNo,
  version,
});

export const separateLayout = (app: WebAppName): PartLayout => ({
  prefix: snapshotPrefix(app),
  count: () => partCount(app),
  indices: (part) => partIndices(app, part),
  patterns: (part) => partPattern(app, part),
  name: (backup, part) => partName(app, backup, part),
  metadata: fullMetadata,
  stopsAtPartial: () => false,
  deletesWhatExists: false,
});
