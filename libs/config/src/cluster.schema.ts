import { z } from 'zod';
import { brokerAddress, DEFAULT_PREFIXES, DEFAULT_TENANT, parseVersion, type IndexOwner } from '#domain';
import { alertsSchema, objectiveSchema } from './alerts.schema.ts';
import { componentsOf, generationFor, shapeProblems } from './cluster-shape.ts';
import { databaseSchema } from './database.schema.ts';
import { connection, engineConnection } from './connection.schema.ts';
import { duration } from './duration.schema.ts';
import { brokerProblems, brokersIn } from './cluster-brokers.ts';
import { historySchema } from './history.schema.ts';
import { httpAddress } from './http-url.ts';
import { restoredIndices, restoreSchema, stoppingProblems, tooWidePrefixes } from './restore.schema.ts';
import { retentionSchema } from './retention.schema.ts';
import { schedulesSchema } from './schedule.schema.ts';
import { PLAIN_NAME } from './plain-name.ts';

const httpUrl = httpAddress('http://operate:9600');
const indexPrefix = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9_.-]*$/,
    'must be a plain index name prefix without wildcards, for example zeebe-record',
  );
/** The web applications keep their indices in the same engine as the records, each under a prefix of its own. */
const webAppEndpoint = (app: IndexOwner) =>
  z.strictObject({
    management: httpUrl,
    indexPrefix: indexPrefix.default(DEFAULT_PREFIXES[app]),
    ...connection,
  });

const name = z.string().regex(PLAIN_NAME, 'must be 1 to 63 of a-z, 0-9 and -, for example prod');

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
  indexPrefix: indexPrefix.default(DEFAULT_PREFIXES.records),
  ...engineConnection,
});

/** In the place of the search engine of a cluster that has none. */
const NO_ENGINE = {
  engine: 'none' as const,
  url: '',
  repository: '',
  indexPrefix: DEFAULT_PREFIXES.records,
  required: false,
  auth: undefined,
  tls: undefined,
};

const BY_ID = 'http://zeebe-{id}.zeebe:9600';

/** A list of addresses, or one for all, with `{id}` in the place of the node id. */
const brokersSchema = z.union(
  [
    z.array(httpUrl).min(1),
    z.string().refine((text) => text.includes('{id}') && httpUrl.safeParse(brokerAddress(text, 0)).success, {
      message: `must be a list of addresses, or the address of a broker with {id} in the place of its node id, such as ${BY_ID}`,
    }),
  ],
  { error: `must be a list of addresses, or one such as ${BY_ID}` },
);

/** Addresses of Zeebe, and what is known about its log. */
const brokers = {
  management: httpUrl,
  brokers: brokersSchema.optional(),
  /** With `brokers` by their node ids: how many there are. */
  brokerCount: z.int().min(1).max(256).optional(),
  /** What a record takes in the log of a partition, on average (bytes). */
  recordBytes: z
    .int()
    .min(64)
    .max(4 * 1024 * 1024)
    .default(2_048),
};

/** 8.8 and later: one application in the place of Zeebe, Operate and Tasklist. */
const orchestrationSchema = z.strictObject({
  ...brokers,
  /** The Orchestration Cluster REST API (8.10); left out, backups are asked for at the management port. */
  rest: z.strictObject({ url: httpAddress('http://gateway:8080'), ...connection }).optional(),
  /** With `rest`: the physical tenant that this cluster of the file is. Left out, the default one. */
  tenant: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/, 'must be the id of one physical tenant, for example acme')
    .optional(),
  tenants: z
    .never({
      error:
        'is not used: write one cluster for each physical tenant, with orchestration.tenant, since each has a repository, index prefixes and backups of its own',
    })
    .optional(),
  /** Of Operate, Tasklist and Camunda's own indices; Camunda has none by default. */
  indexPrefix: indexPrefix.optional(),
  ...connection,
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
      .optional(),
    zeebe: z.strictObject({ ...brokers, ...connection }).optional(),
    operate: webAppEndpoint('operate').optional(),
    tasklist: webAppEndpoint('tasklist').optional(),
    orchestration: orchestrationSchema.optional(),
    optimize: webAppEndpoint('optimize').optional(),
    /** Left out by a cluster on a relational database that has no Optimize. */
    records: recordsSchema.optional(),
    database: databaseSchema.optional(),
    /** Versions that cannot pause exporting softly are only backed up where the file allows a hard pause. */
    hardPause: z.enum(['allowed', 'refused'], { error: 'must be allowed or refused' }).default('refused'),
    pauseBudget: duration('15m', { min: '1s', max: '24h' }),
    restore: restoreSchema.optional(),
    objective: objectiveSchema.optional(),
    alerts: alertsSchema,
    schedules: schedulesSchema,
    retention: retentionSchema.optional(),
    history: historySchema,
  })
  .superRefine((cluster, context) => {
    for (const problem of [...shapeProblems(cluster), ...brokerProblems(cluster)])
      context.addIssue({ code: 'custom', ...problem });
    if (cluster.objective !== undefined && cluster.alerts.noBackupWithin !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['alerts', 'noBackupWithin'],
        message: 'is the earlier name of objective: remove it, objective is there',
      });
  })
  .transform((cluster, context) => {
    const given = cluster.orchestration ?? cluster.zeebe;
    const generation = generationFor(cluster);
    // One of the problems of its shape, of which nothing is made.
    if (given === undefined || generation === null) return z.NEVER;
    const { orchestration, ...others } = cluster;
    const { management, auth, tls, recordBytes } = given;
    const zeebe = { management, auth, tls, recordBytes, ...brokersIn(given) };
    // On a relational database Operate and Tasklist have no indices, and no backup of their own.
    const webapps =
      orchestration && !cluster.database
        ? { management, auth, tls, indexPrefix: orchestration.indexPrefix ?? DEFAULT_PREFIXES.webapps }
        : undefined;
    // From 8.8 on only Optimize reads the exported records: without it there may be none.
    const required = !orchestration || cluster.optimize !== undefined;
    const records = cluster.records ? { ...cluster.records, required } : NO_ENGINE;
    const tenant = orchestration?.rest && (orchestration.tenant ?? DEFAULT_TENANT);
    const shaped = { ...others, zeebe, webapps, records, rest: orchestration?.rest, tenant };
    if (cluster.restore && !cluster.restore.indices)
      for (const problem of tooWidePrefixes(shaped)) context.addIssue({ code: 'custom', ...problem });
    const components = componentsOf(cluster);
    const restore = cluster.restore && {
      ...cluster.restore,
      indices: cluster.restore.indices ?? restoredIndices(shaped, components),
    };
    for (const problem of stoppingProblems({ generation, components, restore: cluster.restore }))
      context.addIssue({ code: 'custom', ...problem });
    const { noBackupWithin, ...alerts } = cluster.alerts;
    const objective = cluster.objective ?? noBackupWithin;
    return { ...shaped, objective, alerts, generation, components, restore };
  });
