import { z } from 'zod';
import { faultSchema } from '../faults/fault.schema.ts';
import { settingsSchema } from './settings.schema.ts';

export const componentKinds = ['zeebe', 'operate', 'tasklist', 'optimize', 'elasticsearch'] as const;
export type ComponentKind = (typeof componentKinds)[number];

const port = z.number().int().min(0).max(65_535);

const zeebeSchema = z
  .strictObject({
    brokers: z.number().int().min(1).max(40).default(1),
    partitions: z.number().int().min(1).max(64).default(2),
    replicationFactor: z.number().int().min(1).default(1),
    /** embedded: broker 0 is also the gateway. standalone: one more listener, without /actuator/partitions. */
    gateway: z.enum(['embedded', 'standalone']).default('embedded'),
  })
  .refine((zeebe) => zeebe.replicationFactor <= zeebe.brokers, {
    message: 'replicationFactor must not be larger than brokers',
  });

const elasticsearchSchema = z.strictObject({
  version: z.string().default('8.16.1'),
  repositories: z.array(z.string()).default(['camunda']),
  /** Replaces the default indices (zeebe-record_*, operate-*, tasklist-*, optimize-*). */
  indices: z
    .array(
      z.strictObject({
        name: z.string(),
        shards: z.number().int().min(1).default(1),
        docs: z.number().int().min(0).default(10),
        bytes: z.number().int().min(0).default(10_000),
      }),
    )
    .optional(),
});

/**
 * Real stores for a simulated Camunda, reached over HTTP. What Camunda would write there is really written, and its
 * snapshots and backups are real; see docs/simulator.md.
 */
const storesSchema = z
  .strictObject({
    /** A real Elasticsearch, or a real OpenSearch. The snapshot repository must be registered there. */
    elasticsearch: z.url().optional(),
    opensearch: z.url().optional(),
    /** A real S3 store with a bucket for Zeebe's backups. Needed where the cluster has a Zeebe. */
    s3: z
      .strictObject({
        endpoint: z.url(),
        bucket: z.string(),
        accessKey: z.string(),
        secretKey: z.string(),
        region: z.string().default('us-east-1'),
      })
      .optional(),
  })
  .refine(
    ({ elasticsearch, opensearch }) => (elasticsearch === undefined) !== (opensearch === undefined),
    'one search engine: give stores.elasticsearch or stores.opensearch',
  );

/** Keys carry the partition in their upper bits, and a JSON number holds no more than three of these exactly. */
const mostLoggedPartitions = 3;

export const clusterSchema = z
  .strictObject({
    /** Default: all; with `stores` all but `elasticsearch`, which is then the real one. */
    components: z.array(z.enum(componentKinds)).min(1).optional(),
    version: z.string().default('8.6.0'),
    /** The snapshot repository that Operate, Tasklist and Optimize are configured with. */
    repository: z.string().default('camunda'),
    basePort: port.default(0),
    zeebe: zeebeSchema.prefault({}),
    elasticsearch: elasticsearchSchema.prefault({}),
    /** Real stores in place of those in memory. */
    stores: storesSchema.optional(),
    settings: settingsSchema.prefault({}),
    faults: z.array(faultSchema).default([]),
  })
  .transform(({ components, ...config }) => ({
    ...config,
    components:
      components ?? componentKinds.filter((kind) => config.stores === undefined || kind !== 'elasticsearch'),
  }))
  .refine(({ stores, components }) => stores === undefined || !components.includes('elasticsearch'), {
    message: 'with stores there is no simulated Elasticsearch; leave it out of components',
    path: ['components'],
  })
  .refine(
    ({ stores, components }) =>
      stores === undefined || stores.s3 !== undefined || !components.includes('zeebe'),
    { message: 'Zeebe needs a store for its backups; give stores.s3 as well', path: ['stores', 's3'] },
  )
  .refine(({ stores, zeebe }) => stores === undefined || zeebe.partitions <= mostLoggedPartitions, {
    message: `with real stores a cluster has at most ${mostLoggedPartitions} partitions`,
    path: ['zeebe', 'partitions'],
  });

const clusterName = /^[a-z0-9][a-z0-9-]*$/;

/** Names are part of paths and file names, so they are kept plain. */
const clustersSchema = z
  .record(z.string(), clusterSchema)
  .refine((clusters) => Object.keys(clusters).every((name) => clusterName.test(name)), {
    message: 'the name of a cluster has lower-case letters, digits and dashes only',
  });

export const simulatorSchema = z.strictObject({
  /** 0: any free port. Otherwise control listens here, and cluster n (from 1) gets basePort + 100 n. */
  basePort: port.default(0),
  controlPort: port.default(0),
  effectLog: z.string().optional(),
  stateFile: z.string().optional(),
  clusters: clustersSchema.default({ demo: clusterSchema.parse({}) }),
});

export type SimulatorOptions = z.input<typeof simulatorSchema>;
export type SimulatorConfig = z.infer<typeof simulatorSchema>;
export type ClusterConfig = z.infer<typeof clusterSchema>;
export type StoresConfig = NonNullable<ClusterConfig['stores']>;
export type S3Config = NonNullable<StoresConfig['s3']>;
