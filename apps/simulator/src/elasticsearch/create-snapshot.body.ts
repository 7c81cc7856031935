import { z } from 'zod';

const names = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().join(','));

/** The body of a PUT snapshot; fields that do not change the simulated result are taken and ignored. */
const bodySchema = z.looseObject({
  indices: names.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  include_global_state: z.boolean().default(true),
  ignore_unavailable: z.boolean().default(false),
  partial: z.boolean().default(false),
  feature_states: z.array(z.string()).optional(),
});

export type CreateSnapshotBody = z.infer<typeof bodySchema>;

/** Undefined when Elasticsearch could not read it either. */
export function readCreateSnapshot(body: string): CreateSnapshotBody | undefined {
  try {
    return bodySchema.parse(body.trim() === '' ? {} : JSON.parse(body));
  } catch {
    return undefined;
  }
}
