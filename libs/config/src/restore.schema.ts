import { z } from 'zod';
import {
  INDEX_OWNERS,
  patternsOf,
  procedureFor,
  stemsOfOwner,
  stoppedAlone,
  WEB_APPS,
  type Component,
  type GenerationName,
  type IndexOwner,
  type IndexPrefixes,
  type WebApp,
} from '#domain';
import { duration } from './duration.schema.ts';
import { absolutePath, shellCommand } from './shell-command.schema.ts';

/** Letters that must stand before the first wildcard: fewer would let a pattern reach indices that are not Camunda's. */
const MIN_LITERAL = 3;

/** What a restore may delete: an index name, or a pattern whose beginning says whose indices they are. */
const deletable = /^[a-z0-9][a-z0-9_.-]{2,}[a-z0-9_.*-]*$/;

const indexPattern = z
  .string()
  .regex(
    deletable,
    `must begin with a-z or 0-9 and have at least ${MIN_LITERAL} characters before the first *; write for example operate-*`,
  );

const kubernetesName = (example: string) =>
  z
    .string()
    .max(253)
    .regex(
      /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/,
      `must be a Kubernetes name (a-z, 0-9, - and .), for example ${example}`,
    );

/** The operator's own shell commands, run by `sh -c`. */
const commandsSchema = z.strictObject({
  stop: shellCommand,
  start: shellCommand,
  wipeBroker: shellCommand,
  restoreBroker: shellCommand,
  /** One application, by $HOLDFAST_COMPONENT, for a restore in the running cluster. */
  stopComponent: shellCommand.optional(),
  startComponent: shellCommand.optional(),
  /** Where the state and output of commands is kept. Must survive a restart of Holdfast. */
  directory: absolutePath('/var/lib/holdfast/control').default('/var/lib/holdfast/control'),
});

const brokersSchema = z.strictObject({
  statefulSet: kubernetesName('camunda-zeebe'),
  /** The container that runs the broker; may be left out where the pod has only one. */
  container: kubernetesName('zeebe').optional(),
  /** The volumeClaimTemplate that holds the data directory; may be left out where there is only one. */
  volume: kubernetesName('data').optional(),
  /** Takes the place of the container's command for the restore; left out, the image must heed ZEEBE_RESTORE. */
  command: z.array(z.string()).min(1, 'is empty; leave it out or write the command').optional(),
  /** Further variables for the restore only, such as SPRING_PROFILES_ACTIVE. */
  env: z
    .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'is not the name of a variable'), z.string())
    .optional(),
  /** As the values of the chart have them: the node id is ordinal * count + id. */
  regions: z
    .strictObject({ count: z.int().min(2).max(16), id: z.int().min(0) })
    .refine(({ count, id }) => id < count, {
      message: 'counts from 0, and must be below count',
      path: ['id'],
    })
    .optional(),
});

const workloadSchema = z.strictObject({
  kind: z.enum(['Deployment', 'StatefulSet'], { error: 'must be Deployment or StatefulSet' }),
  name: kubernetesName('camunda-operate'),
});

const kubernetesSchema = z.strictObject({
  namespace: kubernetesName('camunda'),
  /** Path of a kubeconfig, whose current context is used; left out, Holdfast runs inside the cluster. */
  kubeconfig: absolutePath('/etc/holdfast/kubeconfig').optional(),
  brokers: brokersSchema,
  /** What is stopped and started along with the brokers: gateway, Operate, Tasklist, Optimize, connectors. */
  workloads: z
    .array(workloadSchema)
    .min(1, 'is empty; list the gateway, Operate, Tasklist, Optimize and connectors'),
  /** The workloads of one application, for a restore in the running cluster. */
  components: z
    .partialRecord(z.enum(WEB_APPS), z.array(workloadSchema).min(1, 'is empty; list what runs it'))
    .optional(),
});

const common = {
  indices: z.array(indexPattern).min(1, 'is empty; leave it out or list patterns').optional(),
  timeout: duration('30m', { min: '1s', max: '7d' }),
};

/**
 * `clusters[].restore`. The sections of other adapters may stay in the file; only that of the chosen one must be there.
 * Where `control` is left out it is `manual`, unless a section of another adapter says that it was forgotten.
 */
export const restoreSchema = z.preprocess(
  (raw) => {
    if (typeof raw !== 'object' || raw === null || 'control' in raw) return raw;
    return 'commands' in raw || 'kubernetes' in raw ? raw : { control: 'manual', ...raw };
  },
  z.discriminatedUnion(
    'control',
    [
      z.strictObject({
        ...common,
        control: z.literal('commands'),
        commands: commandsSchema,
        kubernetes: kubernetesSchema.optional(),
      }),
      z.strictObject({
        ...common,
        control: z.literal('kubernetes'),
        commands: commandsSchema.optional(),
        kubernetes: kubernetesSchema,
      }),
      z.strictObject({
        ...common,
        control: z.literal('manual'),
        commands: commandsSchema.optional(),
        kubernetes: kubernetesSchema.optional(),
      }),
    ],
    { error: 'must be commands, kubernetes or manual' },
  ),
);

/** Prefixes of the indices of a cluster, as its configuration has them. */
export type IndexOwners = Partial<Record<IndexOwner, { indexPrefix: string } | undefined>> & {
  records: { indexPrefix: string };
};

export function indexPrefixesOf(cluster: IndexOwners): IndexPrefixes {
  const known = INDEX_OWNERS.flatMap((owner) => {
    const prefix = cluster[owner]?.indexPrefix;
    return prefix === undefined ? [] : [[owner, prefix] as const];
  });
  return { ...Object.fromEntries(known), records: cluster.records.indexPrefix };
}

/** What a restore may delete where the file does not say: the indices of the components that are deployed. */
export function deletableIndices(cluster: IndexOwners): string[] {
  return patternsOf(indexPrefixesOf(cluster));
}

/** What a restore deletes where the file does not say: the indices of the components that a set has a part of. */
export function restoredIndices(cluster: IndexOwners, components: readonly Component[]): string[] {
  return patternsOf(indexPrefixesOf(cluster), components);
}

/** Problems of derived patterns, by the key of the prefix that makes them too wide. */
export function tooWidePrefixes(cluster: IndexOwners): { path: string[]; message: string }[] {
  return INDEX_OWNERS.flatMap((owner) => {
    const prefix = cluster[owner]?.indexPrefix;
    if (prefix === undefined) return [];
    const pattern = stemsOfOwner(owner, prefix)
      .map((stem) => `${stem}*`)
      .find((each) => !deletable.test(each));
    if (pattern === undefined) return [];
    const message = `is too short for a restore, which would delete "${pattern}"; list restore.indices`;
    return [{ path: [owner, 'indexPrefix'], message }];
  });
}

interface Stopping {
  generation: GenerationName;
  components: readonly Component[];
  restore?: z.infer<typeof restoreSchema> | undefined;
}

/** What the chosen control lacks to stop an application by itself, where the restore of the generation does that. */
export function stoppingProblems({ generation, components, restore }: Stopping): {
  path: string[];
  message: string;
}[] {
  const procedure = procedureFor(generation, new Set(components), 'restore');
  const alone = procedure === null ? [] : stoppedAlone(procedure);
  if (restore === undefined || alone.length === 0) return [];
  const why = `a restore through orchestration.rest stops ${alone.join(', ')} and leaves the brokers running`;
  switch (restore.control) {
    case 'manual':
      return [];
    case 'commands':
      return (['stopComponent', 'startComponent'] as const)
        .filter((name) => restore.commands[name] === undefined)
        .map((name) => ({
          path: ['restore', 'commands', name],
          message: `${why}; write the command that does it for $HOLDFAST_COMPONENT`,
        }));
    case 'kubernetes':
      return alone
        .filter((component) => restore.kubernetes.components?.[component as WebApp] === undefined)
        .map((component) => ({
          path: ['restore', 'kubernetes', 'components', component],
          message: `${why}; list the workloads that run it`,
        }));
  }
}
