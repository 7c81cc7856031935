import { z } from 'zod';
import { COMPONENTS, EXPORTING_STATES, RUN_KINDS } from '#domain';
import { runNumberSchema } from './run.schema.ts';

export const lockSchema = z
  .strictObject({
    runId: z.string(),
    kind: z.enum(RUN_KINDS),
    number: runNumberSchema,
    holder: z.string().describe('The process that renewed the lease last'),
    fence: z.int(),
    acquiredAt: z.iso.datetime(),
    leaseMs: z.int().describe('Time left on the lease'),
  })
  .meta({ id: 'Lock' });
export type Lock = z.infer<typeof lockSchema>;

export const clusterSchema = z
  .strictObject({
    name: z.string(),
    version: z.string().nullable().describe('As configured; null when it is probed'),
    components: z.array(z.enum(COMPONENTS)),
    pauseBudgetSeconds: z.number(),
    lock: lockSchema.nullable(),
  })
  .meta({ id: 'Cluster' });
export type Cluster = z.infer<typeof clusterSchema>;
export const clusterListSchema = z
  .strictObject({ items: z.array(clusterSchema), next: z.null() })
  .meta({ id: 'ClusterList' });

export const exportingSchema = z
  .strictObject({
    cluster: z.string(),
    exporting: z.enum(EXPORTING_STATES),
    readAt: z.iso.datetime(),
    partitions: z.array(
      z.strictObject({
        partitionId: z.int(),
        broker: z.string(),
        role: z.string(),
        exporterPhase: z.string().nullable(),
        exportedPosition: z.number().nullable(),
        processedPosition: z.number().nullable(),
      }),
    ),
    problem: z.string().nullable().describe('Why the state is unknown, where it is'),
  })
  .meta({ id: 'Exporting' });
export type Exporting = z.infer<typeof exportingSchema>;
