import { z } from 'zod';
import {
  CONNECTION_TROUBLES,
  EXPORTING_STATES,
  FAILURE_CODES,
  MAX_BACKUP_ID,
  RUN_KINDS,
  RUN_OUTCOMES,
  RUN_PHASES,
  STEP_COMPONENTS,
  STEP_NAMES,
  STEP_STATES,
} from '#domain';

export const timeSchema = z.iso.datetime().describe('RFC 3339, UTC');

/** Id of a set: what the API, the CLI and Camunda call a backup id. */
export const backupIdSchema = z.int().min(1).max(MAX_BACKUP_ID);

export const runNumberSchema = backupIdSchema.describe(
  'One sequence per cluster for runs of every kind; of a backup it is its backup id',
);

export const failureSchema = z
  .strictObject({
    code: z.enum(FAILURE_CODES),
    component: z.enum(STEP_COMPONENTS).nullable(),
    message: z.string(),
    retryable: z.boolean(),
    status: z.int().nullable().describe('HTTP status of the component, where it answered'),
    answer: z.string().nullable().describe('The answer of the component itself, shortened'),
  })
  .meta({ id: 'Failure' });

/** The path of a runbook on the coordinator, from `runbookOf`. */
export const runbookSchema = z
  .string()
  .describe('Path of the page that says what to do, on this coordinator: /docs/runbooks/backup-lost');

/** A failure as the API shows it in a run. */
export const failureViewSchema = failureSchema.extend({ runbook: runbookSchema }).meta({ id: 'FailureView' });

export const stepSchema = z
  .strictObject({
    name: z.enum(STEP_NAMES),
    component: z.enum(STEP_COMPONENTS),
    state: z.enum(STEP_STATES),
    startedAt: timeSchema.nullable(),
    finishedAt: timeSchema.nullable(),
    lookedAt: timeSchema.nullable().describe('When a worker last worked on the step'),
    attempts: z.int().describe('How often the step called for an effect; looks do not count'),
    lastAnswer: z.string().nullable().describe('The last answer of the component'),
    done: z.int().nullable().describe('Parts or partitions done'),
    total: z.int().nullable().describe('Parts or partitions expected'),
    failure: failureViewSchema.nullable(),
  })
  .meta({ id: 'Step' });

export const checkSchema = z
  .strictObject({
    name: z.string(),
    component: z.enum([...STEP_COMPONENTS, 'coordinator']),
    ok: z.boolean(),
    message: z.string(),
    remedy: z.string().nullable(),
    unreached: z
      .strictObject({ address: z.string().describe('Host and port'), trouble: z.enum(CONNECTION_TROUBLES) })
      .optional()
      .describe('The address that gave no whole answer, where that is why the check failed'),
  })
  .meta({ id: 'Check' });

export const runOriginSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('person'),
      by: z.string().describe('Name of the token or account'),
    }),
    z.strictObject({
      type: z.literal('schedule'),
      by: z.string().nullable().describe('Who triggered it; null for a planned time'),
      schedule: z.string(),
    }),
    z.strictObject({
      type: z.literal('retention'),
      by: z.string().describe('What asked for the retention run'),
    }),
    z.strictObject({ type: z.literal('unknown'), by: z.null() }),
  ])
  .meta({ id: 'RunOrigin' });

/** One run of any kind, as every reader sees it. */
export const runSchema = z
  .strictObject({
    cluster: z.string(),
    kind: z.enum(RUN_KINDS),
    number: runNumberSchema,
    setId: backupIdSchema.describe('Backup id of the set that the run makes, restores or deletes'),
    runId: z.string(),
    fence: z.int().describe('Fencing token of the lock that this run holds or held'),
    procedure: z.string(),
    version: z.string(),
    labels: z.record(z.string(), z.string()),
    origin: runOriginSchema.describe('What began the run, and who asked for it'),
    versions: z
      .record(z.string(), z.string())
      .describe('By component, as the preflight of a backup read them; empty for other runs'),
    phase: z.enum(RUN_PHASES),
    outcome: z.enum(RUN_OUTCOMES).nullable().describe('null before the phase is done'),
    exporting: z.enum(EXPORTING_STATES),
    requestedAt: timeSchema,
    finishedAt: timeSchema.nullable(),
    cancelRequestedAt: timeSchema.nullable(),
    pausedAt: timeSchema.nullable(),
    resumedAt: timeSchema.nullable(),
    checks: z.array(checkSchema),
    steps: z.array(stepSchema),
    failure: failureViewSchema.nullable().describe('The step failure that explains the outcome'),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof runSchema>;
