import { z } from 'zod';
import { COMPONENTS, SET_STATES } from '#domain';
import { setOriginSchema } from './backup.schema.ts';
import { backupIdSchema, timeSchema } from './run.schema.ts';

/** Everything that identifies a set and proves how it was taken, for keeping elsewhere. */
export const manifestSchema = z
  .strictObject({
    schemaVersion: z.int().describe('Of this form of the manifest'),
    backupId: backupIdSchema,
    cluster: z.string(),
    writtenAt: timeSchema,
    state: z.enum(SET_STATES),
    run: z
      .strictObject({
        runId: z.string(),
        fence: z.int(),
        procedure: z.string(),
        version: z.string(),
        outcome: z.string().nullable(),
        requestedAt: timeSchema,
        pausedAt: timeSchema.nullable(),
        resumedAt: timeSchema.nullable(),
        finishedAt: timeSchema.nullable(),
        labels: z.record(z.string(), z.string()),
        steps: z.array(
          z.strictObject({
            name: z.string(),
            state: z.string(),
            startedAt: timeSchema.nullable(),
            finishedAt: timeSchema.nullable(),
          }),
        ),
      })
      .nullable()
      .describe('null where no run is on record'),
    origin: setOriginSchema.nullable().describe('Who took it, as its records snapshot says'),
    versions: z.record(z.string(), z.string()).describe('Of each component, as the preflight read them'),
    snapshots: z.array(
      z.strictObject({
        component: z.enum(COMPONENTS),
        snapshot: z.string(),
        uuid: z.string().nullable(),
        state: z.string(),
        indices: z.int(),
        sizeBytes: z.int().nullable(),
        startedAt: timeSchema.nullable(),
        finishedAt: timeSchema.nullable(),
      }),
    ),
    zeebe: z.strictObject({
      backupId: z.int().nullable().describe('Id of its backup; null where it is not known'),
      partitions: z.int().nullable(),
      message: z.string(),
      exportedAtPause: z
        .record(z.string(), z.int())
        .describe('Exported position of each partition when the records snapshot was asked for'),
      checkpoints: z.record(z.string(), z.int()).describe('Checkpoint position of each partition'),
    }),
    database: z
      .strictObject({
        kind: z.string(),
        startedAt: timeSchema.nullable(),
        finishedAt: timeSchema.nullable(),
        message: z.string().nullable().describe('How the command ended, and the last line that it printed'),
      })
      .nullable()
      .describe('The dump of the relational database; null for a cluster on a search engine'),
    documents: z
      .record(z.string(), z.int())
      .nullable()
      .describe('Documents of each index family when the records snapshot was complete'),
    journalSha256: z.string().nullable().describe('Of the journal as JSON lines, one entry a line'),
  })
  .meta({ id: 'Manifest' });
export type Manifest = z.infer<typeof manifestSchema>;
