import { z } from 'zod';
import { OddAnswer } from './odd-answer.ts';

/**
 * What of the store's answers is read, and nothing else: another version may send more, and what answers may be a proxy,
 * another product, or a compromised store.
 */
const name = z.string();
const count = z.number();

export const INFO = z.looseObject({
  version: z.looseObject({ number: z.string(), distribution: z.string().optional() }),
});
export const REGISTERED = z.record(z.string(), z.unknown());
export const VERIFIED = z.looseObject({ nodes: z.record(z.string(), z.unknown()) });
/** Of indices, of which `filter_path` leaves the status; missing where none matches. */
export const HEALTH = z.looseObject({
  indices: z.record(z.string(), z.looseObject({ status: z.string() })).optional(),
});
/** Of a deletion. */
export const ACKNOWLEDGED = z.looseObject({ acknowledged: z.literal(true) });
/** Of a snapshot that was started. */
export const ACCEPTED = z.looseObject({ accepted: z.literal(true) });
/** Of a restore: with nothing to restore it ends at once, and says how (recorded on Elasticsearch 8.16.1). */
export const RESTORING = z.union([ACCEPTED, z.looseObject({ snapshot: z.looseObject({}) })]);

export const RESOLVED = z.looseObject({
  indices: z.array(z.looseObject({ name, attributes: z.array(z.string()) })),
  aliases: z.array(z.looseObject({ name, indices: z.union([name, z.array(name)]) })),
  data_streams: z.array(z.looseObject({ name, backing_indices: z.union([name, z.array(name)]) })),
});

/** What an answer tells of a snapshot. Times are numbers, and 0 for "not yet". */
export interface SnapshotInfo {
  snapshot: string;
  uuid?: string | undefined;
  state?: string | undefined;
  reason?: string | undefined;
  indices?: string[] | undefined;
  shards?: { total: number; successful: number; failed: number } | undefined;
  failures?: { index?: unknown; shard_id?: unknown; reason?: unknown }[] | undefined;
  index_details?: Record<string, { size_in_bytes?: unknown }> | undefined;
  metadata?: Record<string, unknown> | null | undefined;
  version?: unknown;
  version_id?: unknown;
  start_time_in_millis?: unknown;
  end_time_in_millis?: unknown;
}

const snapshot: z.ZodType<SnapshotInfo> = z.looseObject({
  snapshot: name,
  uuid: z.string().optional(),
  state: z.string().optional(),
  reason: z.string().optional(),
  indices: z.array(z.string()).optional(),
  shards: z.looseObject({ total: count, successful: count, failed: count }).optional(),
  failures: z.array(z.looseObject({})).optional(),
  index_details: z.record(z.string(), z.looseObject({})).optional(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
/** Missing where `filter_path` left nothing of it. */
export const NAMES = z.looseObject({ snapshots: z.array(z.unknown()).optional() });
export const SNAPSHOTS = z.looseObject({ snapshots: z.array(snapshot), next: z.string().optional() });

const shardsStats = z.looseObject({ done: count, total: count });
export const STATUS = z.looseObject({
  snapshots: z.array(
    z.looseObject({
      shards_stats: shardsStats,
      stats: z.looseObject({ total: z.looseObject({ size_in_bytes: count }) }),
    }),
  ),
});

export const STATS = z.looseObject({
  indices: z
    .record(
      z.string(),
      z.looseObject({
        primaries: z
          .looseObject({
            docs: z.looseObject({ count: count.optional() }).optional(),
            store: z.looseObject({ size_in_bytes: count.optional() }).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
});

const flag = z.union([z.string(), z.boolean()]);
const figure = z.union([z.string(), count]);
/** The engine writes every setting as a text. Missing where there is no index. */
export const SETTINGS = z.looseObject({
  metadata: z
    .looseObject({
      indices: z.record(
        z.string(),
        z.looseObject({
          state: z.string(),
          settings: z.looseObject({
            index: z.looseObject({
              number_of_shards: figure,
              number_of_replicas: figure,
              creation_date: figure.optional(),
              blocks: z.record(z.string(), flag).optional(),
              lifecycle: z.looseObject({ origination_date: figure.optional() }).optional(),
            }),
          }),
        }),
      ),
    })
    .optional(),
});

export const NODES = z.looseObject({
  nodes: z.record(
    z.string(),
    z.looseObject({ version: z.string(), index_version: count.optional(), roles: z.array(z.string()) }),
  ),
});
export const DISKS = z.looseObject({
  nodes: z
    .record(
      z.string(),
      z.looseObject({
        roles: z.array(z.string()),
        fs: z
          .looseObject({ total: z.looseObject({ total_in_bytes: count, available_in_bytes: count }) })
          .optional(),
      }),
    )
    .optional(),
});
const flat = z.record(z.string(), z.unknown());
export const CLUSTER_SETTINGS = z.looseObject({
  persistent: flat.optional(),
  transient: flat.optional(),
  defaults: flat.optional(),
});
export const LIFECYCLES = z.record(
  z.string(),
  z.looseObject({
    policy: z.looseObject({
      phases: z.record(z.string(), z.looseObject({ min_age: z.string().optional() })).optional(),
    }),
  }),
);

export const RECOVERIES = z.record(
  z.string(),
  z.looseObject({
    shards: z.array(
      z.looseObject({
        id: count,
        primary: z.boolean(),
        stage: z.string(),
        type: z.string(),
        index: z.looseObject({ size: z.looseObject({}) }),
      }),
    ),
  }),
);

/** Read by hand, field by field. Empty where there is no index. */
export const ROUTING = z.looseObject({});
export const TEMPLATES = z.looseObject({});

/** Of one that is running. */
export const PROGRESS = z.looseObject({
  snapshots: z.array(z.looseObject({ shards_stats: shardsStats.optional() })),
});

/** Missing where no index matched. */
export const EXPORTED = z.looseObject({
  aggregations: z
    .looseObject({
      indices: z.looseObject({
        buckets: z.array(
          z.looseObject({
            key: z.union([z.string(), count]),
            partitions: z
              .looseObject({
                buckets: z.array(
                  z.looseObject({ key: count, last: z.looseObject({ value: count.nullable() }) }),
                ),
              })
              .optional(),
          }),
        ),
      }),
    })
    .optional(),
});

export const IMPORTED = z.looseObject({
  _shards: z.looseObject({ total: count }),
  hits: z.looseObject({ hits: z.array(z.looseObject({ _source: z.looseObject({}).optional() })) }),
});

/**
 * The answer as it is, once it is sure that what is read of it is there.
 * @param title of the engine
 * @throws OddAnswer that says where it is not
 */
export function shaped<S extends z.ZodType>(shape: S, answer: unknown, title: string): z.output<S> {
  const { error } = shape.safeParse(answer);
  // Not what a schema would make of it: that is a copy of each of what may be hundreds of thousands.
  if (error === undefined) return answer as z.output<S>;
  const path = error.issues[0]?.path.map(String).join('.').slice(0, 100) ?? '';
  throw oddForm(path, title);
}

/** @param path of what is not there in the answer, with dots; empty where that is all of it */
export function oddForm(path: string, title: string): OddAnswer {
  const where = path === '' ? 'as a whole' : `at "${path}"`;
  return new OddAnswer(
    `its answer does not have the form of ${title} ${where}. Check what answers at its address.`,
    true,
  );
}
