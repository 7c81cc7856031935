import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PartitionBackup } from '../../zeebe/zeebe.state.ts';

/** The object that says how the backup of a partition stands; the others hold what it consists of. */
const manifestSchema = z.strictObject({
  backupId: z.number(),
  partitionId: z.number(),
  nodeId: z.number(),
  state: z.enum(['IN_PROGRESS', 'COMPLETED', 'FAILED']),
  failureReason: z.string().optional(),
  createdAt: z.string(),
  lastUpdatedAt: z.string(),
  snapshotId: z.string().nullable(),
  checkpointPosition: z.number(),
  numberOfPartitions: z.number(),
  brokerVersion: z.string(),
  /** SHA-256 of each object that belongs to it, by name. */
  checksums: z.record(z.string(), z.string()),
});

export type Manifest = z.infer<typeof manifestSchema>;

export const parseManifest = (text: string): Manifest => manifestSchema.parse(JSON.parse(text));

export const partOf = (manifest: Manifest): PartitionBackup => {
  const { partitionId, state, createdAt, lastUpdatedAt, snapshotId, checkpointPosition } = manifest;
  const { failureReason } = manifest;
  return {
    partitionId,
    state,
    ...(failureReason !== undefined && { failureReason }),
    createdAt,
    lastUpdatedAt,
    snapshotId,
    checkpointPosition,
  };
};

/** Zeebe's own order: partition, backup, node. */
export const folderOf = (at: Pick<Manifest, 'partitionId' | 'backupId' | 'nodeId'>): string =>
  `${at.partitionId}/${at.backupId}/${at.nodeId}/`;

export const manifestKey = (at: Parameters<typeof folderOf>[0]): string => `${folderOf(at)}manifest.json`;

export const isManifest = (key: string): boolean => /^\d+\/\d+\/\d+\/manifest\.json$/.test(key);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
