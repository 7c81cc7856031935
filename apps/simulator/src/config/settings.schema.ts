import { z } from 'zod';

const ms = z.number().min(0);

/** One duration for all partitions, or one per partition id (others take a second). */
const perPartition = z.union([ms, z.record(z.string().regex(/^\d+$/), ms)]);

const zeebeSettings = z.strictObject({
  /** NONE: no store is configured (400). UNREACHABLE: reads fail with 500, and accepted backups are lost. */
  backupStore: z.enum(['S3', 'NONE', 'UNREACHABLE']).default('S3'),
  appearDelayMs: ms.default(300),
  partitionStaggerMs: ms.default(250),
  partitionDurationMs: perPartition.default(1_100),
  /** How long the restore program takes for one broker. */
  restoreDurationMs: ms.default(1_500),
  recordsPerSecond: z.number().min(0).default(20),
  /** On the disk of each broker, as it shows at /actuator/prometheus. */
  diskFreeBytes: z.number().int().min(0).default(900_000_000_000),
});

const webAppSettings = z.strictObject({
  appearDelayMs: ms.default(350),
  partDurationMs: ms.default(320),
  partGapMs: ms.default(120),
  deleteDelayMs: ms.default(500),
});

/** How many records of each partition its importer is behind. */
const importLag = z.number().int().min(0).default(0);

/** Operate's JVM drops the message of the "unknown id" error when it has thrown it often enough. */
const operateSettings = webAppSettings.extend({
  unknownMessageNullAfter: z.number().int().min(0).default(1_000),
  importLag,
});

const optimizeSettings = webAppSettings.extend({
  partDurationMs: ms.default(900),
  partGapMs: ms.default(200),
});

const elasticsearchSettings = z.strictObject({
  snapshotDurationMs: ms.default(1_200),
  /** From the start of a restore to its end, for all indices of the snapshot together. */
  restoreDurationMs: ms.default(5),
  repositoryWritable: z.boolean().default(true),
  /** Of the disk of its node. */
  diskTotalBytes: z.number().int().min(0).default(1_000_000_000_000),
  diskFreeBytes: z.number().int().min(0).default(900_000_000_000),
  /** With which it numbers the snapshots that it takes; greater than 8518000 is a later version than its own. */
  snapshotVersionId: z.number().int().min(0).default(8_518_000),
});

/** What may be changed while the simulator runs. */
export const settingsSchema = z.strictObject({
  zeebe: zeebeSettings.prefault({}),
  operate: operateSettings.prefault({}),
  tasklist: webAppSettings.extend({ importLag }).prefault({}),
  optimize: optimizeSettings.prefault({}),
  elasticsearch: elasticsearchSettings.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
export type WebAppSettings = z.infer<typeof webAppSettings>;
