import { z } from 'zod';
import { accessProblems } from './access.rules.ts';
import { accessSchema, webAddress } from './access.schema.ts';
import { clusterSchema } from './cluster.schema.ts';
import { indexSpaceOf, placementProblems } from './cluster-spaces.ts';
import { sharedZeebeProblems } from './cluster-zeebe.ts';
import { duration } from './duration.schema.ts';
import { historyOf, historySchema } from './history.schema.ts';
import { proxyAddress } from './proxy-address.schema.ts';
import { notificationsSchema } from './notifications.schema.ts';
import { redisSchema } from './redis.schema.ts';
import { Secret } from './secret.ts';

/** How steps look at a component and when they lose patience. The defaults fit a production cluster. */
const stepsSchema = z
  .strictObject({
    pollMin: duration('100ms', { min: '10ms', max: '1m' }),
    pollMax: duration('5s', { min: '10ms', max: '5m' }),
    callTimeout: duration('10s', { min: '100ms', max: '20s' }),
    appearGrace: duration('30s', { min: '0s', max: '1h' }),
    incompleteGrace: duration('5m', { min: '0s', max: '24h' }),
    webAppDeadline: duration('6h', { min: '1s', max: '7d' }),
    settleTimeout: duration('5m', { min: '0s', max: '24h' }),
    busyTimeout: duration('10m', { min: '0s', max: '24h' }),
    workerGrace: duration('60s', { min: '1s', max: '1h' }),
    /** In all processes together: the more, the longer each pause, once they share the same cores. */
    pausesAtOnce: z.int().min(1).max(1_000).default(10),
  })
  .prefault({});

export const configSchema = z
  .strictObject({
    redis: redisSchema.prefault({}),
    http: z
      .strictObject({
        host: z.string().min(1).default('127.0.0.1'),
        port: z.int().min(0).max(65_535).default(8080),
        trustedProxies: z.array(proxyAddress).default([]),
        /** Where browsers reach Holdfast: links in notifications begin with it. */
        publicUrl: webAddress('https://holdfast.example.com').optional(),
      })
      .prefault({}),
    access: accessSchema,
    bullBoard: z
      .strictObject({
        user: z.string().min(1).default('admin'),
        password: z
          .string()
          .min(12, 'must have at least 12 characters; it can be guessed at, and lets jobs be deleted')
          .transform((text) => new Secret(text)),
      })
      .optional(),
    lock: z.strictObject({ lease: duration('30s', { min: '2s', max: '10m' }) }).prefault({}),
    steps: stepsSchema,
    notifications: notificationsSchema,
    /** For every cluster that does not say it itself. */
    history: historySchema,
    clusters: z.array(clusterSchema).min(1, 'must name at least one cluster'),
  })
  .superRefine((config, context) => {
    for (const problem of [
      ...accessProblems(config),
      ...placementProblems(config.clusters),
      ...sharedZeebeProblems(config.clusters),
    ])
      context.addIssue({ code: 'custom', ...problem });
    const names = config.clusters.map((cluster) => cluster.name);
    names.forEach((each, index) => {
      if (names.indexOf(each) !== index) {
        context.addIssue({
          code: 'custom',
          path: ['clusters', index, 'name'],
          message: `"${each}" is used twice; every cluster needs a name of its own`,
        });
      }
    });
    config.notifications.forEach((target, index) => {
      for (const unknown of target.clusters?.filter((each) => !names.includes(each)) ?? [])
        context.addIssue({
          code: 'custom',
          path: ['notifications', index, 'clusters'],
          message: `name "${unknown}", which is not configured; known are ${names.join(', ')}`,
        });
    });
    // A call must be able to end before the lease does.
    if (config.steps.callTimeout > (config.lock.lease * 4) / 5) {
      context.addIssue({
        code: 'custom',
        path: ['steps', 'callTimeout'],
        message: 'must be at most 4/5 of lock.lease',
      });
    }
    if (config.steps.pollMin > config.steps.pollMax) {
      context.addIssue({
        code: 'custom',
        path: ['steps', 'pollMin'],
        message: 'must not be longer than steps.pollMax',
      });
    }
  })
  .transform((config) => ({
    ...config,
    /** Of the whole file, without secrets. */
    fingerprint: '',
    clusters: config.clusters.map((cluster) => ({
      ...cluster,
      indexSpace: indexSpaceOf(cluster, config.clusters),
      history: historyOf(cluster.history, config.history),
      /** Of what a run depends on: the cluster as the file has it, without its policies and secrets. */
      fingerprint: '',
    })),
  }));

export type HoldfastConfig = z.infer<typeof configSchema>;
export type ClusterConfig = HoldfastConfig['clusters'][number];
export type DatabaseConfig = NonNullable<ClusterConfig['database']>;
export type RestoreConfig = NonNullable<ClusterConfig['restore']>;
export type NotificationTarget = HoldfastConfig['notifications'][number];
export type ScheduleConfig = ClusterConfig['schedules'][number];

/** Where browsers reach Holdfast, without a slash at its end; undefined where the file does not say it. */
export function publicUrlOf({ http, access }: Pick<HoldfastConfig, 'http' | 'access'>): string | undefined {
  return http.publicUrl ?? access.oidc?.publicUrl;
}
