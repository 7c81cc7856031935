import type { Part } from '../web-apps/parts.port.ts';
import { offsetTime } from '../web-apps/web-app-backup.view.ts';

const expectedParts = 2;

function stateOf(parts: readonly Part[]): string {
  const states = parts.map(({ state }) => state);
  const succeeded = states.filter((state) => state === 'SUCCESS').length;
  if (succeeded === expectedParts) return 'COMPLETED';
  if (states.includes('FAILED') || states.includes('PARTIAL')) return 'FAILED';
  if (states.includes('INCOMPATIBLE')) return 'INCOMPATIBLE';
  if (states.includes('IN_PROGRESS')) return 'IN_PROGRESS';
  return succeeded < expectedParts ? 'INCOMPLETE' : 'FAILED';
}

export function viewOptimizeBackup(backupId: number, parts: readonly Part[]): object {
  const state = stateOf(parts);
  const failed = parts.filter((part) => part.state === 'FAILED').map(({ name }) => name);
  const failureReason = state === 'FAILED' ? `The following snapshots failed: [${failed.join(', ')}]` : null;
  const details = parts.map((part) => ({
    snapshotName: part.name,
    state: part.state,
    startTime: offsetTime(part.startedAt),
    failures: part.failures.map(({ reason }) => reason),
  }));
  return { backupId, failureReason, state, details };
}
