import { z } from 'zod';
import { COMPONENTS, OWNERSHIP_PROOFS, PART_STATES, SET_STATES } from '#domain';
import {
  backupIdSchema,
  checkSchema,
  failureSchema,
  runNumberSchema,
  runSchema,
  timeSchema,
} from './run.schema.ts';

export const setPartSchema = z.strictObject({
  component: z.enum(COMPONENTS),
  state: z.enum(PART_STATES),
  version: z.string().nullable().describe('As the snapshot names tell'),
  present: z.int().describe('Snapshots, or partitions of Zeebe, that are there and whole'),
  of: z.int().nullable(),
  message: z.string(),
  snapshots: z.array(z.string()),
});

/** Who took a set, as the metadata of its records snapshot says. */
export const setOriginSchema = z.strictObject({
  cluster: z.string().nullable(),
  runId: z.string(),
  installation: z.string().nullable().describe('Random id of the cluster in its installation of Holdfast'),
  engine: z.string().nullable().describe('cluster_uuid of Elasticsearch'),
  prefix: z.string().nullable().describe('Index prefix of the records'),
});

/** What came of a look at everything that a set consists of. */
export const verificationSchema = z.strictObject({
  backupId: backupIdSchema,
  verifiedAt: timeSchema,
  ok: z.boolean(),
  checks: z.array(checkSchema),
});
export type Verification = z.infer<typeof verificationSchema>;

/** The deletion of a set that was started; a deletion that succeeded leaves no set to show. */
export const deletionMarkSchema = z.strictObject({
  deletionId: runNumberSchema,
  startedAt: timeSchema,
  phase: z.string(),
  failure: failureSchema.nullable(),
});

/** A backup set as it exists on the cluster, joined by id from run, snapshot repository and Zeebe. */
export const backupSetSchema = z.strictObject({
  state: z
    .enum(SET_STATES)
    .describe(
      'complete: every part is there, taken inside one pause. unverified: every part is there, but the record of the run was lost or Zeebe does not answer. foreign: nothing proves that this cluster took it; it is left alone. partial: parts are missing. running: being taken. failed: its run failed',
    ),
  foreign: z.boolean().describe('Nothing proves that it is a set of this cluster'),
  ownedBy: z
    .enum(OWNERSHIP_PROOFS)
    .nullable()
    .describe(
      'What proves that it is: the record of its run, the id of this installation, the same engine and prefix, or an operator who adopted it; null for a foreign set',
    ),
  origin: setOriginSchema.nullable().describe('Who took it; null where no snapshot of it says'),
  adopted: z
    .strictObject({ at: timeSchema, by: z.string() })
    .nullable()
    .describe('Who took it for one of this cluster'),
  kept: z.boolean().describe('Marked as not to be deleted'),
  parts: z.array(setPartSchema),
  missing: z.array(z.string()).describe('What is not there, by name'),
  versions: z.array(z.string()),
  partitions: z.int().nullable(),
  sizeBytes: z.int().nullable().describe('Of all snapshots; null where the store does not tell'),
  startedAt: timeSchema.nullable(),
  finishedAt: timeSchema.nullable(),
  durationSeconds: z.number().nullable(),
  ageSeconds: z.number().nullable().describe('Since it began'),
  verification: verificationSchema.pick({ verifiedAt: true, ok: true }).nullable(),
  deletion: deletionMarkSchema.nullable(),
});
export type BackupSetView = z.infer<typeof backupSetSchema>;

/** A backup: the run that took it, and the set that is there of it. */
export const backupSchema = z.strictObject({
  backupId: backupIdSchema,
  cluster: z.string(),
  run: runSchema
    .nullable()
    .describe(
      'null where no run is on record: another tool or installation took the set, or Redis lost the record. What the snapshots say is in `set`',
    ),
  set: backupSetSchema
    .nullable()
    .describe(
      'null while the run is running, until the components were read after its end, and where no part of it exists',
    ),
  deleted: z
    .strictObject({ deletionId: runNumberSchema, at: timeSchema, origin: runSchema.shape.origin })
    .nullable()
    .describe('The deletion by which nothing of its set is left, and what asked for it'),
});
export type Backup = z.infer<typeof backupSchema>;

/** How current the answer is: components are read at most every two seconds, and may be down. */
export const catalogueSchema = z.strictObject({
  readAt: timeSchema.nullable().describe('When repository and Zeebe were last read; null for never'),
  problems: z.array(z.string()),
});
export type CatalogueState = z.infer<typeof catalogueSchema>;

export const backupListSchema = z.strictObject({
  items: z.array(backupSchema),
  next: z.string().nullable(),
  catalogue: catalogueSchema,
});
export type BackupList = z.infer<typeof backupListSchema>;
