import { z } from 'zod';
import { parseVersion, procedureFor, type Component } from '#domain';
import { alertsSchema } from './alerts.schema.ts';
import { connection, engineConnection } from './connection.schema.ts';
import { duration } from './duration.schema.ts';
import { httpAddress } from './http-url.ts';
import { deletableIndices, restoreSchema, tooWidePrefixes } from './restore.schema.ts';
import { retentionSchema } from './retention.schema.ts';
import { schedulesSchema } from './schedule.schema.ts';

const httpUrl = httpAddress('http://operate:9600');
const indexPrefix = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]*$/,
    'must be a plain index name prefix without wildcards, for example zeebe-record',
  );
/** The web applications keep their indices in the same engine as the records, each under a prefix of its own. */
const webAppEndpoint = (app: string) =>
  z.strictObject({ management: httpUrl, indexPrefix: indexPrefix.default(app), ...connection });

const name = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 of a-z, 0-9 and -, for example prod');

/** As Elasticsearch allows it, less what could mean several repositories or another address. */
const repositoryName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
    'must be the name of one repository (letters, digits, _, . and -, beginning with a letter or digit), for example camunda',
  );

const recordsSchema = z.strictObject({
  engine: z.enum(['elasticsearch', 'opensearch'], { error: 'must be elasticsearch or opensearch' }),
  url: httpUrl,
  repository: repositoryName,
  indexPrefix: indexPrefix.default('zeebe-record'),
  ...engineConnection,
});

/** One Camunda cluster: where its components are, and what may be done to it. */
export const clusterSchema = z
  .strictObject({
    name,
    version: z
      .string()
      .refine(
        (text) => parseVersion(text) !== null,
        'is not a Camunda version; write for example "8.6" (with quotes)',
      )
      .refine(
        (text) => parseVersion(text) === null || procedureFor(text, new Set()) !== null,
        'has no known backup procedure; 8.4 to 8.7 are supported',
      )
      .optional(),
    zeebe: z.strictObject({
      management: httpUrl,
      brokers: z.array(httpUrl).min(1).optional(),
      /** What a record takes in the log of a partition, on average (bytes). */
      recordBytes: z
        .int()
        .min(64)
        .max(4 * 1024 * 1024)
        .default(2_048),
      ...connection,
    }),
    operate: webAppEndpoint('operate').optional(),
    tasklist: webAppEndpoint('tasklist').optional(),
    optimize: webAppEndpoint('optimize').optional(),
    records: recordsSchema,
    pauseBudget: duration('15m', { min: '1s', max: '24h' }),
    restore: restoreSchema.optional(),
    alerts: alertsSchema,
    schedules: schedulesSchema,
    retention: retentionSchema.optional(),
  })
  .superRefine((cluster, context) => {
    if (!cluster.restore || cluster.restore.indices) return;
    for (const problem of tooWidePrefixes(cluster)) context.addIssue({ code: 'custom', ...problem });
  })
  .transform((cluster) => {
    const deployed: Component[] = ['zeebe', 'records'];
    for (const app of ['operate', 'tasklist', 'optimize'] as const) if (cluster[app]) deployed.push(app);
    const zeebe = { ...cluster.zeebe, brokers: cluster.zeebe.brokers ?? [cluster.zeebe.management] };
    const restore = cluster.restore && {
      ...cluster.restore,
      indices: cluster.restore.indices ?? deletableIndices(cluster),
    };
    return { ...cluster, zeebe, components: deployed, restore };
  });
