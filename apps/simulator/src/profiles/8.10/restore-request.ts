import { isRelational } from '../generation.ts';
import { z } from 'zod';
import type { Answer } from '../../http/call.ts';
import type { ZeebeBackup } from '../../zeebe/zeebe.state.ts';
import { problem } from './problem.answers.ts';
import type { RestCall } from './rest.routes.ts';

const requestSchema = z.strictObject({
  backupIds: z.array(z.number().int().min(1)).nullish(),
  from: z.iso.datetime({ offset: true }).nullish(),
  to: z.iso.datetime({ offset: true }).nullish(),
});

type Request = z.infer<typeof requestSchema>;
interface Choice {
  readonly backupIds: readonly number[];
}

function read({ call }: RestCall): Request | undefined {
  if (call.body.trim() === '') return {};
  try {
    return requestSchema.safeParse(JSON.parse(call.body)).data;
  } catch {
    return undefined;
  }
}

/** The partitions of the tenant for which a backup has no completed part. */
function missingPart({ tenant }: RestCall, backupId: number): number | undefined {
  const { partitions } = tenant.context.state.zeebe;
  return partitions.find(
    ({ partitionId }) => tenant.zeebe.backups.completedPart(backupId, partitionId) === undefined,
  )?.partitionId;
}

/** With a search engine exactly one id: its snapshots are of one backup. */
function withEngine(rest: RestCall, { backupIds, from, to }: Request): Choice | Answer {
  const ids = backupIds ?? [];
  const isRange = typeof from === 'string' || typeof to === 'string';
  if (ids.length !== 1 || isRange) {
    return problem(
      rest.call,
      400,
      'Exactly one backup id must be provided, and no time range, when the secondary storage is Elasticsearch or OpenSearch.',
    );
  }
  return checked(rest, ids);
}

function checked(rest: RestCall, ids: readonly number[]): Choice | Answer {
  for (const id of ids) {
    const partitionId = missingPart(rest, id);
    if (partitionId !== undefined)
      return problem(
        rest.call,
        400,
        `No completed backup found for partition ${partitionId} with backup id ${id}`,
      );
  }
  return { backupIds: ids };
}

/** By ids, by a range of time, or whatever is newest. */
function withDatabase(rest: RestCall, { backupIds, from, to }: Request): Choice | Answer {
  const isRange = typeof from === 'string' || typeof to === 'string';
  if (backupIds !== undefined && backupIds !== null && backupIds.length > 0) {
    return isRange
      ? problem(rest.call, 400, 'Cannot specify both backupIds and a time range.')
      : checked(rest, backupIds);
  }
  const earliest = typeof from === 'string' ? Date.parse(from) : 0;
  const latest = typeof to === 'string' ? Date.parse(to) : Infinity;
  if (earliest > latest) return problem(rest.call, 400, 'Invalid time range: from is after to.');
  const whole = rest.tenant.context.state.zeebe.backups
    .filter(({ backupId }) => missingPart(rest, backupId) === undefined)
    .filter((backup) => takenAt(backup) >= earliest && takenAt(backup) <= latest)
    .map(({ backupId }) => backupId)
    .toSorted((a, b) => a - b);
  return whole.length === 0
    ? problem(rest.call, 400, 'No completed backup found in the requested range.')
    : { backupIds: whole };
}

const takenAt = ({ partitions }: ZeebeBackup): number => Date.parse(partitions[0]?.createdAt ?? '');

/** Which backups a restore takes, or why the request is refused. */
export function choosesBackups(rest: RestCall): Choice | Answer {
  const request = read(rest);
  if (request === undefined) return problem(rest.call, 400, 'Request body cannot be parsed');
  return isRelational(rest.cluster.config) ? withDatabase(rest, request) : withEngine(rest, request);
}
