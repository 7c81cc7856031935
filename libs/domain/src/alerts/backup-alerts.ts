import { nameOf } from '../run-name.ts';
import { inHours, objectiveOf } from './objective.ts';
import type { AlertCondition, AlertFacts } from './alert-facts.ts';

/** A person who has just added a cluster has this time to take the first backup (ms). */
const FIRST_BACKUP_MS = 10 * 60_000;

/** What is wrong with the backups of a cluster: the last one, their age, and whether they were verified. */
export function backupAlerts(facts: AlertFacts): AlertCondition[] {
  return [...lastBackup(facts), ...noRecentBackup(facts), ...verification(facts)];
}

function lastBackup({ lastBackup: last }: AlertFacts): AlertCondition[] {
  if (last === null || (last.outcome !== 'failed' && last.outcome !== 'rejected')) return [];
  return [
    {
      kind: 'last-backup-failed',
      severity: 'critical',
      subject: String(last.number),
      since: last.finishedAt,
      message: `${nameOf({ kind: 'backup', number: last.number })} ${last.outcome === 'failed' ? 'failed' : 'was rejected'}: ${last.cause ?? 'the cause was lost'}`,
      remedy: 'Fix the cause, then take a new backup.',
    },
  ];
}

function noRecentBackup({ now, limits, schedules, ...facts }: AlertFacts): AlertCondition[] {
  const within = objectiveOf(limits.objective, schedules);
  const since = facts.lastSuccessAt ?? facts.knownSince;
  if (within === null || now - since <= within) return neverBackedUp({ now, limits, ...facts });
  return [
    {
      kind: 'no-recent-backup',
      severity: 'critical',
      subject: null,
      since: since + within,
      message:
        facts.lastSuccessAt === null
          ? `no backup has ever completed, and one is expected every ${inHours(within)}`
          : `no backup has completed since ${new Date(since).toISOString()}, and one is expected every ${inHours(within)}`,
      remedy: 'Take a backup now, and find out why the schedule did not.',
    },
  ];
}

/** Where no backup is expected by a certain time, a cluster without one is still not protected. */
function neverBackedUp({
  now,
  limits,
  lastSuccessAt,
  knownSince,
}: Pick<AlertFacts, 'now' | 'limits' | 'lastSuccessAt' | 'knownSince'>): AlertCondition[] {
  if (lastSuccessAt !== null || limits.objective === 'none' || now - knownSince < FIRST_BACKUP_MS) return [];
  return [
    {
      kind: 'never-backed-up',
      severity: 'warning',
      subject: null,
      since: knownSince,
      message: 'no completed backup is on record',
      remedy:
        'Take a backup now, or configure clusters[].schedules; `holdfast backup list` shows sets whose record was lost. Where no backup is wanted, set clusters[].objective to none.',
    },
  ];
}

function verification({ now, limits, lastVerifiedAt, lastSuccessAt }: AlertFacts): AlertCondition[] {
  // Without a set there is nothing to verify; another alert says that.
  if (limits.verifyWithin === null || lastSuccessAt === null) return [];
  const since = lastVerifiedAt ?? lastSuccessAt;
  if (now - since <= limits.verifyWithin) return [];
  return [
    {
      kind: 'verify-too-old',
      severity: 'warning',
      subject: null,
      since: since + limits.verifyWithin,
      message: `no set was verified ${lastVerifiedAt === null ? 'yet' : `since ${new Date(lastVerifiedAt).toISOString()}`}, and one should be every ${inHours(limits.verifyWithin)}`,
      remedy: 'Verify the newest set: `holdfast backup verify`.',
    },
  ];
}
