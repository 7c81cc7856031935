import type { Answer, Call } from '../http/call.ts';
import { actuatorType, compact } from '../management/spring.answers.ts';
import type { TakePlan } from './backup.machine.ts';
import type { ZeebeComponent } from './zeebe.component.ts';

const noStore =
  'Cannot process backup requests. No backup store is configured. To use this feature, configure backup in broker configuration.';
const storeUnreachable =
  'software.amazon.awssdk.core.exception.SdkClientException: Unable to execute HTTP request: Connection refused: /127.0.0.1:4568';
export const acceptedTypes = [
  actuatorType,
  'application/vnd.spring-boot.actuator.v2+json',
  'application/json',
];
const longAgo = 30 * 24 * 3_600_000;

/** An answer of the management API about backups. */
export const message = (status: number, text: string): Answer => ({
  status,
  contentType: actuatorType,
  body: compact({ message: text }),
});

export const isAccepted = (type: string | undefined): boolean =>
  type !== undefined && acceptedTypes.includes(type.split(';')[0]?.trim().toLowerCase() ?? '');

/** Why no backup request can be answered at the moment, whatever it asks. */
export function trouble({ cluster, partitions }: ZeebeComponent, call: Call): Answer | undefined {
  const missingStore = cluster.state.settings.zeebe.backupStore === 'NONE';
  if (missingStore || cluster.faults.take(call, 'noBackupStore') !== undefined) return message(400, noStore);
  const expected = cluster.config.zeebe.partitions;
  const found = partitions.ledPartitions().length;
  if (found === expected) return undefined;
  const text = `Expected to send request to all ${expected} partitions, but found only ${found} partitions in topology.`;
  return message(502, text);
}

/** Continues with what the store has, or answers why nothing is known about it. */
export function withStore(
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

export function planOf({ cluster }: ZeebeComponent, call: Call): TakePlan {
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

export const viewOptions = ({ cluster }: ZeebeComponent, short: boolean) => ({
  partitions: cluster.config.zeebe.partitions,
  brokerVersion: cluster.config.version,
  short,
});
