import { offsetTime } from '../web-apps/web-app-backup.view.ts';
import type { OptimizePart } from './optimize-parts.port.ts';

const expectedParts = 2;

function stateOf(parts: readonly OptimizePart[]): string {
  const states = parts.map(({ state }) => state);
  const succeeded = states.filter((state) => state === 'SUCCESS').length;
  if (succeeded === expectedParts) return 'COMPLETED';
  if (states.includes('FAILED') || states.includes('PARTIAL')) return 'FAILED';
  if (states.includes('INCOMPATIBLE')) return 'INCOMPATIBLE';
  if (states.includes('IN_PROGRESS')) return 'IN_PROGRESS';
  return succeeded < expectedParts ? 'INCOMPLETE' : 'FAILED';
}

export function viewOptimizeBackup(backupId: number, parts: readonly OptimizePart[]): object {
  const state = stateOf(parts);
  const failed = parts.filter((part) => part.state === 'FAILED').map(({ name }) => name);
  const failureReason = state === 'FAILED' ? `The following snapshots failed: [${failed.join(', ')}]` : null;
  const details = parts.map((part) => ({
    snapshotName: part.name,
    state: part.state,
    startTime: offsetTime(part.startedAt),
    failures: part.failures,
  }));
  return { backupId, failureReason, state, details };
}
