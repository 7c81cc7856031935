import { z } from 'zod';

const selector = {
  component: z
    .string()
    .regex(/^(zeebe|gateway|rest|broker-\d+|operate|tasklist|webapps|optimize|elasticsearch)$/),
  method: z.string().toUpperCase().optional(),
  /** A regular expression, tried on the path with its query string. */
  path: z.string().refine(isRegExp, 'is not a regular expression').optional(),
  /** How many matching calls are hit; without it, all until the fault is removed. */
  times: z.number().int().min(1).optional(),
  /** How many matching calls are let through first. */
  after: z.number().int().min(0).default(0),
};
const zeebe = { ...selector, component: selector.component.default('zeebe') };
const elasticsearch = { ...selector, component: selector.component.default('elasticsearch') };
const ms = z.number().min(0);
const before = z.enum(['before', 'after']).default('before');
const after = z.enum(['before', 'after']).default('after');

function isRegExp(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

const fault = <Kind extends string, Shape extends z.core.$ZodLooseShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

/** `when` says whether the call takes effect before its answer is spoilt ('after') or not at all ('before'). */
export const faultSchema = z.discriminatedUnion('kind', [
  fault('latency', { ...selector, ms, when: before }),
  fault('status', {
    ...selector,
    status: z.number().int().min(200).max(599),
    body: z.unknown().optional(),
    headers: z.record(z.string(), z.string()).default({}),
    when: before,
  }),
  fault('reset', { ...selector, when: before }),
  fault('hang', { ...selector, ms: ms.optional(), when: before }),
  fault('resetMidAnswer', { ...selector, when: after }),
  fault('malformedJson', { ...selector, when: after }),
  fault('truncated', { ...selector, when: after }),
  fault('refuse', { ...selector, ms: ms.optional() }),
  fault('envelopeFailure', { ...zeebe, message: z.string().optional() }),
  fault('partialPause', { ...zeebe, partitions: z.array(z.number().int()).default([1]) }),
  fault('exporterStuck', { ...zeebe, ms: ms.optional() }),
  fault('resumeIgnored', { ...zeebe }),
  fault('noBackupStore', { ...zeebe }),
  /** 8.8 and later. */
  fault('changeTimesOut', { ...zeebe, ms: ms.optional() }),
  fault('restoreStepFails', { ...zeebe, partitionId: z.number().int().default(1) }),
  fault('scalingInProgress', { ...zeebe }),
  fault('zeebePartitionFails', {
    ...zeebe,
    partitionId: z.number().int(),
    reason: z.string().default('Snapshot could not be uploaded.'),
  }),
  fault('zeebeBackupLost', { ...zeebe }),
  fault('zeebeStaleBackup', { ...zeebe, createdAt: z.iso.datetime().optional() }),
  fault('leaderChange', { ...zeebe, afterMs: ms.default(500) }),
  fault('webAppNeverAppears', { ...selector }),
  fault('webAppPartFails', {
    ...selector,
    part: z.number().int().min(1),
    state: z.enum(['FAILED', 'PARTIAL']).default('FAILED'),
  }),
  fault('webAppStopsAfterPart', { ...selector, part: z.number().int().min(0) }),
  fault('recordsSnapshotFails', {
    ...elasticsearch,
    state: z.enum(['FAILED', 'PARTIAL']).default('FAILED'),
    reason: z.string().default('primary shard is not allocated'),
  }),
]);

export type FaultSpec = z.infer<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultKind = FaultSpec['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<FaultSpec, { kind: Kind }>;
