import { z } from 'zod';

const action = <Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) =>
  z.strictObject({ action: z.literal(name), ...shape });

const downMs = z.number().min(0).default(2_000);
const durationMs = z.number().min(0).default(0);
const broker = z.number().int().min(0);
const backupId = z.number().int().min(0);
const longestHistory = 20_000;

/** What can be done to a cluster from outside, as opposed to through its own endpoints. */
export const actionSchema = z.discriminatedUnion('action', [
  action('restart', { component: z.string(), downMs }),
  action('restartBroker', { broker: broker.default(0), downMs }),
  action('restartOperate', { downMs }),
  action('restartTasklist', { downMs }),
  action('restartOptimize', { downMs }),
  action('stop', { component: z.string() }),
  action('start', { component: z.string() }),
  action('stopCamunda', { durationMs }),
  action('startCamunda', { durationMs }),
  action('wipeBroker', { broker }),
  /** Without an id, as on a relational database: up to the newest backup. */
  action('restoreBroker', { broker, backupId: backupId.optional() }),
  action('placeSets', {
    count: z.number().int().min(1).max(longestHistory),
    firstId: z.number().int().min(1).default(1),
    step: z.number().int().min(1).default(1),
    /** Of Camunda, as it is part of the names of the snapshots; without it, the version of the cluster. */
    version: z.string().optional(),
  }),
  /** With real stores: what a client of Zeebe does in every version. */
  action('startInstances', { count: z.number().int().min(1).max(1_000).default(1) }),
  action('leaderChange', {}),
  /** 8.10: a change of the configuration that is in the way of others, as scaling is. */
  action('changeConfiguration', { durationMs: z.number().min(0).default(2_000) }),
  /** 8.9 and later, with generated ids: what the scheduler of the cluster does by itself. */
  action('scheduledBackup', {}),
  action('pauseExporting', { soft: z.boolean().default(false) }),
  action('resumeExporting', {}),
  action('removePauseFiles', { broker: broker.default(0) }),
  action('placeStaleBackup', { backupId, createdAt: z.iso.datetime().default('2026-01-01T00:00:00.000Z') }),
  action('losePartitionBackup', { backupId, partitionId: z.number().int().min(1) }),
  action('putIndex', {
    name: z.string(),
    shards: z.number().int().min(1).default(1),
    docs: z.number().int().min(0).default(10),
    bytes: z.number().int().min(0).default(10_000),
  }),
  action('deleteIndex', { name: z.string() }),
  action('removeTemplates', { prefix: z.string().default('') }),
  action('loseSnapshotFile', {
    repository: z.string().default('camunda'),
    snapshot: z.string(),
    file: z.enum(['shardList', 'data']).default('data'),
  }),
]);

export type Action = z.infer<typeof actionSchema>;
