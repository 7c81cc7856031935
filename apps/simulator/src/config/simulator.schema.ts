import { z } from 'zod';
import { faultSchema } from '../faults/fault.schema.ts';
import {
  generationIn,
  generationOf,
  optimizeVersionOf,
  releaseOf,
  secondaryStorages,
} from '../profiles/generation.ts';
import type { Generation } from '../profiles/generation.ts';
import { componentKinds, componentsOf, defaultComponentsOf } from '../profiles/profile-components.ts';
import { settingsSchema } from './settings.schema.ts';

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

const permission = z.enum([
  'BACKUP:CREATE',
  'BACKUP:READ',
  'BACKUP:DELETE',
  'BACKUP:RESTORE',
  'EXPORTER:PAUSE',
  'SYSTEM:UPDATE',
]);
const permissions = z.array(permission).default([...permission.options]);

/** Who may use the REST API of 8.10, and for what. Without any, it asks for no login. */
const restSchema = z.strictObject({
  users: z.array(z.strictObject({ username: z.string(), password: z.string(), permissions })).default([]),
  tokens: z.array(z.strictObject({ token: z.string(), permissions })).default([]),
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

const tenantName = /^[a-z][a-z0-9]*$/;

const clusterFields = z.strictObject({
  /** Default: all of the generation; with `stores` all but `elasticsearch`, which is then the real one. */
  components: z.array(z.enum(componentKinds)).min(1).optional(),
  /** Decides, with `secondaryStorage`, the generation, and with it what the cluster answers. */
  version: z.string().default('8.6.0'),
  /** Default: that of the cluster, and 3.9 to 3.12 next to a Camunda of 8.1 to 8.4, as it was numbered then. */
  optimizeVersion: z.string().optional(),
  secondaryStorage: z.enum(secondaryStorages).default('elasticsearch'),
  /** 8.8 and later: in front of the names of all indices of the history. */
  indexPrefix: z
    .string()
    .regex(/^[a-z0-9-]*$/, 'lower-case letters, digits and dashes only')
    .default(''),
  /** 8.10: its physical tenants. Each has partitions, backups, indices and a history of its own. */
  tenants: z
    .array(z.string().regex(tenantName, 'lower-case letters and digits only'))
    .min(1)
    .default(['default']),
  /** The snapshot repository that Operate, Tasklist (or the history of 8.8 and later) and Optimize are configured with. */
  repository: z.string().default('camunda'),
  basePort: port.default(0),
  zeebe: zeebeSchema.prefault({}),
  /** 8.10: logins of the REST API. */
  rest: restSchema.prefault({}),
  elasticsearch: elasticsearchSchema.prefault({}),
  /** Real stores in place of those in memory. */
  stores: storesSchema.optional(),
  settings: settingsSchema.prefault({}),
  faults: z.array(faultSchema).default([]),
});

type ClusterFields = z.infer<typeof clusterFields>;

/** A setting that this generation does not have. */
function oddSetting(
  { version, tenants, indexPrefix }: ClusterFields,
  generation: Generation,
): { path: string[]; message: string } | undefined {
  if (new Set(tenants).size < tenants.length || !tenants.includes('default'))
    return { path: ['tenants'], message: 'name each tenant once, and default among them' };
  if (tenants.length > 1 && releaseOf(version)?.minor !== '8.10')
    return { path: ['tenants'], message: `Camunda ${version} has no physical tenants; they are of 8.10` };
  if (indexPrefix !== '' && !componentsOf[generation].includes('webapps'))
    return { path: ['indexPrefix'], message: 'only the history of 8.8 and later has one; leave it out' };
  return undefined;
}

/** Adds what follows from the version, unless it is given: the result is a configuration again. */
function complete({ components, ...config }: ClusterFields, context: z.RefinementCtx) {
  const { version, secondaryStorage } = config;
  const generation = generationOf(version, secondaryStorage);
  if (generation === undefined) {
    const storage = secondaryStorage === 'rdbms' ? ' on an RDBMS (8.9 and 8.10 run on one)' : '';
    context.addIssue({
      code: 'custom',
      path: ['version'],
      message: `there is no profile for version ${version}${storage}; give one of 8.1.x to 8.10.x, with its patch`,
    });
    return z.NEVER;
  }
  const odd = oddSetting(config, generation);
  if (odd !== undefined) {
    context.addIssue({ code: 'custom', ...odd });
    return z.NEVER;
  }
  const foreign = components?.find((kind) => !componentsOf[generation].includes(kind));
  if (foreign !== undefined) {
    context.addIssue({
      code: 'custom',
      path: ['components'],
      message: `Camunda ${version} has no ${foreign}; it has ${componentsOf[generation].join(', ')}`,
    });
    return z.NEVER;
  }
  const usual = defaultComponentsOf(generation).filter(
    (kind) => config.stores === undefined || kind !== 'elasticsearch',
  );
  const optimizeVersion = config.optimizeVersion ?? optimizeVersionOf(version);
  return { ...config, optimizeVersion, components: components ?? [...usual] };
}

export const clusterSchema = clusterFields
  .transform(complete)
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
  })
  .refine(
    ({ stores, components, ...config }) =>
      stores === undefined || generationIn(config) !== 'rdbms' || !components.includes('zeebe'),
    { message: 'a Zeebe on an RDBMS cannot have real stores; leave stores out', path: ['stores'] },
  )
  .refine(({ stores, tenants }) => stores === undefined || tenants.length === 1, {
    message: 'with real stores there is the default physical tenant only; leave tenants out',
    path: ['tenants'],
  })
  .refine(
    ({ stores, components, secondaryStorage }) =>
      stores === undefined ||
      !components.includes('webapps') ||
      stores[secondaryStorage === 'opensearch' ? 'opensearch' : 'elasticsearch'] !== undefined,
    {
      message: 'give the engine that stores name: elasticsearch, or opensearch',
      path: ['secondaryStorage'],
    },
  );

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
  /** Where the components of all clusters listen. The control API listens on 127.0.0.1 whatever this is. */
  host: z
    .union([z.ipv4(), z.ipv6()], { error: 'must be an IP address, such as 0.0.0.0' })
    .default('127.0.0.1'),
  effectLog: z.string().optional(),
  stateFile: z.string().optional(),
  clusters: clustersSchema.default({ demo: clusterSchema.parse({}) }),
});

export type SimulatorOptions = z.input<typeof simulatorSchema>;
export type SimulatorConfig = z.infer<typeof simulatorSchema>;
export type ClusterConfig = z.infer<typeof clusterSchema>;
export type StoresConfig = NonNullable<ClusterConfig['stores']>;
export type S3Config = NonNullable<StoresConfig['s3']>;
