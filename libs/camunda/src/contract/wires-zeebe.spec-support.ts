import type { GenerationName } from '#domain';
import type { Recorded } from '../http/replay-server.spec-support.ts';
import { ID } from './backup-api.contract.ts';
import { partitionsIn, type Wire } from './scripted-backups.spec-support.ts';

const NO_STORE =
  'Cannot process backup requests. No backup store is configured. To use this feature, configure backup in broker configuration.';
const SCALING = 'Cannot take backup while scaling is in progress. Please retry after scaling is completed.';
const NO_LEADER = 'Expected to send request to all 2 partitions, but found only 1 partitions in topology.';

const says = (status: number, message: string): Recorded => ({
  status,
  type: 'application/vnd.spring-boot.actuator.v3+json',
  body: { message },
});
/** RFC 9457. The texts are those of the management port: which ones the REST API has was never recorded. */
export const problem = (status: number, detail: string): Recorded => ({
  status,
  type: 'application/problem+json',
  body: { type: 'about:blank', title: 'Refused', status, detail, instance: '/v2/backups' },
});

const shown = {
  running: partitionsIn('IN_PROGRESS', ['IN_PROGRESS', 'COMPLETED']),
  completed: partitionsIn('COMPLETED', ['COMPLETED', 'COMPLETED']),
  failed: partitionsIn('FAILED', ['COMPLETED', 'FAILED']),
  partial: partitionsIn('INCOMPLETE', ['COMPLETED', 'DOES_NOT_EXIST']),
};

/** 8.2 to 8.10 at the management port. Recorded on 8.6.0, except the path of 8.8. */
export function zeebeWire(generation: GenerationName, path: string): Wire {
  const latest = `Requested backup has id ${ID}. The latest backup has id ${ID}. Id of new backups must be higher than the previous one. `;
  return {
    ...{ generation, component: 'zeebe', ...shown },
    trigger: () => `POST ${path}`,
    one: (id) => `${path}/${id}`,
    lists: [path],
    accepted: (id) => says(202, `A backup with id ${id} has been scheduled.`),
    unknown: (id) => says(404, `Backup with id ${id} does not exist`),
    fails: says,
    usedId: [409, latest],
    lowerId: [409, latest],
    busy: [409, SCALING],
    noStore: [400, NO_STORE],
    storeDown: [502, NO_LEADER],
  };
}

/** 8.10. Statuses are those of its API description. */
export function zeebeRestWire(): Wire {
  const path = '/v2/backups/runtime';
  return {
    ...zeebeWire('8.10', path),
    accepted: (id) => ({ status: 202, body: { backupId: id } }),
    unknown: (id) => problem(404, `Backup with id ${id} does not exist`),
    fails: problem,
    usedId: [
      409,
      `Requested backup has ID ${ID}. The latest backup has ID ${ID}. The backup ID must be greater.`,
    ],
    lowerId: [
      409,
      `Requested backup has ID ${ID - 1}. The latest backup has ID ${ID}. The backup ID must be greater.`,
    ],
    storeDown: [503, NO_LEADER],
  };
}

/** 8.1: id in the path, `status` and `partitions`, and HTTP 500 for every failure. Nothing of it was recorded. */
export function zeebe81Wire(): Wire {
  const old = (status: string, states: readonly string[]): unknown => ({
    ...{ backupId: ID, status, failureReason: '' },
    partitions: states.map((each, index) => ({
      ...{ partitionId: index + 1, status: each },
      ...(each === 'FAILED' && { failureReason: 'Backup is cancelled due to leader change.' }),
      ...(each === 'COMPLETED' && {
        description: { checkpointPosition: 3610 + index, brokerVersion: '8.1.9' },
      }),
    })),
  });
  const path = '/actuator/backups';
  const latest = (id: number): string =>
    `io.camunda.zeebe.gateway.admin.backup.BackupAlreadyExistException: Requested backup has id ${id}. The latest backup has id ${ID}.`;
  return {
    ...{ generation: '8.1', component: 'zeebe' },
    trigger: (id) => `POST ${path}/${id}`,
    one: (id) => `${path}/${id}`,
    lists: [],
    accepted: (id) => ({ status: 200, body: { id } }),
    running: old('IN_PROGRESS', ['IN_PROGRESS', 'COMPLETED']),
    completed: old('COMPLETED', ['COMPLETED', 'COMPLETED']),
    failed: old('FAILED', ['COMPLETED', 'FAILED']),
    // 8.1 has no word for it: the whole is as its weakest partition.
    partial: old('DOES_NOT_EXIST', ['COMPLETED', 'DOES_NOT_EXIST']),
    unknown: (id) => ({
      body: { backupId: id, status: 'DOES_NOT_EXIST', failureReason: '', partitions: [] },
    }),
    fails: (status, failure) => ({ status, body: { id: ID, failure } }),
    usedId: [500, latest(ID)],
    lowerId: [500, latest(ID - 1)],
    noStore: [500, NO_STORE],
    storeDown: [500, NO_LEADER],
    storeDownMeans: 'unexpected-answer',
  };
}
