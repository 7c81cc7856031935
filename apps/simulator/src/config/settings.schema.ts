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
  /** 8.1: `status` and `partitions`, as documented; false: `state` and `details`, as its later patches. */
  earlyShape: z.boolean().default(true),
  /** 8.8 and later: whether the exporter of the zeebe-record indices, which Optimize reads, is configured. */
  recordsExporter: z.boolean().default(true),
  /** 8.9 and later: continuous backups or a schedule are configured, so that the cluster chooses the ids. */
  generatedIds: z.boolean().default(false),
  /** 8.9 and later, with generated ids: from one marker in the log to the next. 0: none. */
  checkpointIntervalMs: ms.default(0),
  /** 8.10: how long a change of the configuration takes, and after which time a call no longer waits for it. */
  changeDurationMs: ms.default(200),
  changeTimeoutMs: ms.default(60_000),
  /** 8.10: a new leader exports, whatever the configuration says, as before a fix of August 2026. */
  leaderChangeResumes: z.boolean().default(false),
  /** 8.10: how /actuator/exporting answers; which build is the first with real codes is not known. */
  exportingCodes: z.enum(['envelope', 'real']).default('envelope'),
  /** 8.10: whether a broker lets its own exporters be paused and resumed. */
  brokerExporting: z.boolean().default(false),
  /** 8.9 and later: how long a backup is still there after its deletion was answered. */
  deleteDelayMs: ms.default(300),
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

/** The history of 8.8 and later: one backup for Operate and Tasklist together. */
const webappsSettings = webAppSettings.extend({
  /** Of new backups. Parts without any index are skipped, so their number varies between clusters. */
  parts: z.number().int().min(5).max(7).default(6),
  /** Between two parts a backup is IN_PROGRESS until its last part ended this long ago, and INCOMPLETE afterwards. */
  incompleteCheckTimeoutMs: ms.default(300_000),
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
  webapps: webappsSettings.prefault({}),
  optimize: optimizeSettings.prefault({}),
  elasticsearch: elasticsearchSettings.prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
export type WebAppSettings = z.infer<typeof webAppSettings>;
