import { z } from 'zod';
import { COMPONENTS, CONTROL_KINDS, STEP_COMPONENTS, STEP_NAMES } from '#domain';
import { setOriginSchema } from './backup.schema.ts';
import { backupIdSchema, checkSchema, runSchema, timeSchema } from './run.schema.ts';

export const planRestoreSchema = z
  .strictObject({
    backupId: backupIdSchema.describe('The set to restore'),
    dryRun: z.boolean().default(false).describe('Answer with the plan, and keep nothing'),
  })
  .meta({ id: 'PlanRestore' });
export type PlanRestore = z.infer<typeof planRestoreSchema>;

export const runRestoreSchema = z
  .strictObject({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be the hash of the plan: 64 hexadecimal digits')
      .describe('Of the plan that was read and is confirmed'),
  })
  .meta({ id: 'RunRestore' });
export type RunRestore = z.infer<typeof runRestoreSchema>;

export const confirmSchema = z
  .strictObject({
    action: z.string().min(1).describe('Key of the action that waits, as the restore shows it'),
    ok: z.boolean().default(true).describe('false: it could not be done, and the restore is to stop here'),
    by: z.string().min(1).max(200).optional().describe('Who did it, for the journal'),
    note: z.string().max(2_000).optional(),
  })
  .meta({ id: 'Confirm' });
export type Confirm = z.infer<typeof confirmSchema>;

export const restorePlanSchema = z
  .strictObject({
    backupId: backupIdSchema,
    version: z.string().nullable().describe('Exact version that took the set'),
    partitions: z.int().nullable(),
    brokers: z.int(),
    repository: z.string(),
    control: z.enum(CONTROL_KINDS),
    snapshots: z.array(
      z.strictObject({
        snapshot: z.string(),
        uuid: z.string().nullable(),
        component: z.enum(COMPONENTS),
        indices: z.array(z.string()),
        sizeBytes: z.int().nullable(),
      }),
    ),
    allowed: z.array(z.string()).describe('Patterns of the allow-list; nothing else is ever deleted'),
    deletes: z.array(
      z.strictObject({ index: z.string(), docs: z.int().nullable(), sizeBytes: z.int().nullable() }),
    ),
    rehearsal: z
      .strictObject({ snapshot: z.string(), index: z.string() })
      .nullable()
      .describe(
        'Restored under another name, and deleted again, before anything is stopped; null where the set holds no index',
      ),
    seeds: z
      .array(z.string())
      .describe('Index prefixes without a template; Camunda is started once for them'),
    actions: z.array(
      z.strictObject({
        step: z.enum(STEP_NAMES),
        component: z.enum(STEP_COMPONENTS),
        does: z.string(),
        details: z.array(z.string()),
      }),
    ),
    origin: setOriginSchema
      .nullable()
      .describe('Who took the set, where nothing proves that this cluster did; null for a set of its own'),
    takenAt: timeSchema
      .nullable()
      .optional()
      .describe(
        'When the set was taken; null where nothing tells, and not there in the plan of an earlier build',
      ),
    losses: z.array(z.string()),
    warnings: z.array(z.string()),
    checks: z.array(checkSchema),
    documents: z.record(z.string(), z.int()).nullable(),
    createdAt: timeSchema,
    hash: z.string(),
  })
  .meta({ id: 'RestorePlan' });

/** Something that a person is asked to do, and then to confirm. */
export const requestedActionSchema = z
  .strictObject({
    action: z.string(),
    instruction: z.string(),
    requestedAt: timeSchema,
  })
  .meta({ id: 'RequestedAction' });

export const restoreSchema = z
  .strictObject({
    restoreId: backupIdSchema
      .nullable()
      .describe('Number of the plan, and of the run that it becomes; null for a dry run'),
    cluster: z.string(),
    backupId: backupIdSchema.describe('The set that is restored'),
    runnable: z.boolean().describe('Whether every check of the plan passed'),
    plan: restorePlanSchema,
    run: runSchema.nullable().describe('null until the plan was confirmed'),
    waitingFor: requestedActionSchema.nullable(),
  })
  .meta({ id: 'Restore' });
export type Restore = z.infer<typeof restoreSchema>;

export const restoreListSchema = z
  .strictObject({
    items: z.array(restoreSchema.omit({ plan: true, runnable: true })),
    next: z.string().nullable(),
  })
  .meta({ id: 'RestoreList' });
export type RestoreList = z.infer<typeof restoreListSchema>;
