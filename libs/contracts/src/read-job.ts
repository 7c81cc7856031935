import type { z } from 'zod';
import { UnreadableRecord, unversioned } from '#domain';

/** What a reader of jobs needs of BullMQ's. */
interface StoredJob {
  name: string;
  id?: string | undefined;
  data: unknown;
}

/**
 * The payload of a job, in the form of this build.
 * @throws UnreadableRecord for a version that this build does not read: leave the job to another build
 * @throws ZodError for a payload that is not what its version says
 */
export function readJob<Payload>(schema: z.ZodType<Payload>, job: StoredJob): Payload {
  const record = `job ${job.name} (${job.id ?? 'unknown'})`;
  const { version, value } = unversioned('job', record, job.data);
  return version === 0 ? fromVersion0(schema, record, value) : schema.parse(value);
}

/** Version 0 differs only in the missing version. Earlier forms lack the kind of the run and cannot be recognised. */
function fromVersion0<Payload>(
  schema: z.ZodType<Payload>,
  record: string,
  value: Record<string, unknown>,
): Payload {
  const payload = schema.safeParse(value);
  if (!payload.success) throw new UnreadableRecord('job', record, undefined);
  return payload.data;
}
