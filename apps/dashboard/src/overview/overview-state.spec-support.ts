import type { ClusterOverview } from '#contracts';

export const NOW = Date.parse('2026-11-25T10:00:00.000Z');
const HOUR = 3_600_000;

export const hoursAgo = (hours: number): string => new Date(NOW - hours * HOUR).toISOString();
export const good = (hours: number): ClusterOverview['lastGood'] => ({
  backupId: 1,
  finishedAt: hoursAgo(hours),
});
export const alert = (
  severity: 'critical' | 'warning',
  kind: ClusterOverview['alerts'][number]['kind'] = 'last-backup-failed',
  message = '',
) => ({ severity, kind, message, acknowledged: null, silenced: null }) as ClusterOverview['alerts'][number];
export const WAITING = { instruction: 'Stop Camunda.' } as ClusterOverview['waitingFor'];
export const RUN = { kind: 'backup', number: 5, phase: 'running' } as ClusterOverview['current'];

/** A cluster whose newest good set is an hour old, with a day wanted. */
export function clusterOf(name: string, more: Partial<ClusterOverview> = {}): ClusterOverview {
  return {
    ...{ name, version: '8.6', labels: {}, alerts: [], next: null, objectiveSeconds: 86_400 },
    ...{
      waitingFor: null,
      current: null,
      last: null,
      lastBackup: null,
      lastGood: good(1),
      exporting: null,
      lock: null,
    },
    ...more,
  } as ClusterOverview;
}
