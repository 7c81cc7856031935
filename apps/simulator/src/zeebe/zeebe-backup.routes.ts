import type { Answer, Call } from '../http/call.ts';
import type { Parameters, Route } from '../http/router.ts';
import { readBackupId, readPathId } from '../management/backup-id.body.ts';
import { actuatorType, bareError, compact, json, noContent } from '../management/spring.answers.ts';
import { whenReady } from '../when-ready.ts';
import { viewBackup } from './backup-view.ts';
import type { TakePlan } from './backup.machine.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

const noStore =
  'Cannot process backup requests. No backup store is configured. To use this feature, configure backup in broker configuration.';
const storeUnreachable =
  'software.amazon.awssdk.core.exception.SdkClientException: Unable to execute HTTP request: Connection refused: /127.0.0.1:4568';
const acceptedTypes = [actuatorType, 'application/vnd.spring-boot.actuator.v2+json', 'application/json'];
const longAgo = 30 * 24 * 3_600_000;

const message = (status: number, text: string): Answer => ({
  status,
  contentType: actuatorType,
  body: compact({ message: text }),
});

const isAccepted = (type: string | undefined): boolean =>
  type !== undefined && acceptedTypes.includes(type.split(';')[0]?.trim().toLowerCase() ?? '');

/** Why no backup request can be answered at the moment, whatever it asks. */
function trouble({ cluster, partitions }: ZeebeComponent, call: Call): Answer | undefined {
  const missingStore = cluster.state.settings.zeebe.backupStore === 'NONE';
  if (missingStore || cluster.faults.take(call, 'noBackupStore') !== undefined) return message(400, noStore);
  const expected = cluster.config.zeebe.partitions;
  const found = partitions.ledPartitions().length;
  if (found === expected) return undefined;
  const text = `Expected to send request to all ${expected} partitions, but found only ${found} partitions in topology.`;
  return message(502, text);
}

/** Continues with what the store has, or answers why nothing is known about it. */
function withStore(
  zeebe: ZeebeComponent,
  call: Call,
  answer: () => Answer | Promise<Answer>,
): Answer | Promise<Answer> {
  const problem = trouble(zeebe, call);
  if (problem !== undefined) return problem;
  if (zeebe.cluster.state.settings.zeebe.backupStore === 'UNREACHABLE') return message(500, storeUnreachable);
  const refreshed = zeebe.backups.refresh();
  return refreshed instanceof Promise
    ? refreshed.then(answer).catch((error: unknown) => message(500, sdkException(error)))
    : answer();
}

const sdkException = (error: unknown): string =>
  `software.amazon.awssdk.core.exception.SdkClientException: Unable to execute HTTP request: ${error instanceof Error ? error.message : String(error)}`;

function planOf({ cluster }: ZeebeComponent, call: Call): TakePlan {
  const fails = cluster.faults.take(call, 'zeebePartitionFails');
  const stale = cluster.faults.take(call, 'zeebeStaleBackup');
  const change = cluster.faults.take(call, 'leaderChange');
  if (change !== undefined) cluster.timeline.after(change.afterMs, { kind: 'leader-changes' });
  const staleSince = stale?.createdAt ?? new Date(cluster.now() - longAgo).toISOString();
  return {
    failing: fails === undefined ? {} : { [fails.partitionId]: fails.reason },
    lost:
      cluster.faults.take(call, 'zeebeBackupLost') !== undefined ||
      cluster.state.settings.zeebe.backupStore === 'UNREACHABLE',
    ...(stale === undefined ? {} : { staleSince }),
  };
}

function take(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  if (!isAccepted(call.headers['content-type'])) {
    return { ...bareError(call, 415, compact), headers: { Accept: acceptedTypes.join(', ') } };
  }
  const id = readBackupId(call.body);
  if (id.kind !== 'number') return bareError(call, 400, compact);
  if (id.value <= 0) return message(400, 'A backupId must be provided and it must be > 0');
  const problem = trouble(zeebe, call);
  if (problem !== undefined) return problem;
  // A store that cannot be read is no reason to refuse: the backup is accepted, and lost.
  const refreshed = zeebe.backups.refresh();
  const known = refreshed instanceof Promise ? refreshed.catch(() => undefined) : undefined;
  return whenReady(known, () => {
    const latest = zeebe.backups.latestCheckpointId();
    if (id.value <= latest) {
      const text =
        `Requested backup has id ${id.value}. The latest backup has id ${latest}. ` +
        'Id of new backups must be higher than the previous one. ';
      return message(409, text);
    }
    zeebe.backups.take(id.value, planOf(zeebe, call));
    const scheduled =
      `A backup with id ${id.value} has been scheduled. ` +
      `Use GET actuator/backups/${id.value} to monitor the status.`;
    return { ...message(202, scheduled), performed: true };
  });
}

const viewOptions = ({ cluster }: ZeebeComponent, short: boolean) => ({
  partitions: cluster.config.zeebe.partitions,
  brokerVersion: cluster.config.version,
  short,
});

function status(zeebe: ZeebeComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  return withStore(zeebe, call, () => {
    const backup = zeebe.backups.find(id);
    return backup === undefined
      ? message(404, `Backup with id ${id} does not exist`)
      : json(viewBackup(backup, viewOptions(zeebe, false)), actuatorType);
  });
}

function list(zeebe: ZeebeComponent, call: Call): Answer | Promise<Answer> {
  return withStore(zeebe, call, () => {
    const backups = zeebe.backups.list().map((backup) => viewBackup(backup, viewOptions(zeebe, true)));
    return json(backups, actuatorType);
  });
}

function remove(zeebe: ZeebeComponent, call: Call, parameters: Parameters): Answer | Promise<Answer> {
  const id = readPathId(parameters.id);
  if (id === undefined) return bareError(call, 400, compact);
  return withStore(zeebe, call, () =>
    whenReady(zeebe.backups.delete(id), (performed) => ({ ...noContent, performed })),
  );
}

export const zeebeBackupRoutes = (zeebe: ZeebeComponent): Route[] => [
  { method: 'POST', path: '/actuator/backups', handle: (call) => take(zeebe, call) },
  { method: 'GET', path: '/actuator/backups', handle: (call) => list(zeebe, call) },
  { method: 'GET', path: '/actuator/backups/:id', handle: (call, given) => status(zeebe, call, given) },
  { method: 'DELETE', path: '/actuator/backups/:id', handle: (call, given) => remove(zeebe, call, given) },
];
