import { isDeletable, originText, type SetOrigin } from '#domain';
import { samplesOf } from './plan-samples.ts';
import { closedWarnings, lifecycleWarnings } from './engine-warnings.ts';
import type { RestoreFacts } from './restore-facts.ts';

/** What will be gone, for the person who confirms. */
export function losses(facts: RestoreFacts): string[] {
  const { indices, cluster, allowed, newer, now } = facts;
  const since = cluster.database ? null : takenAt(facts);
  const about = { allowed: allowed ?? [], space: cluster.indexSpace, samples: samplesOf(facts) };
  const doomed = indices.filter(({ name }) => isDeletable(name, about));
  const documents = doomed.reduce((sum, { docs }) => sum + (docs ?? 0), 0);
  const lost = [
    since === null
      ? `everything that happened after ${cluster.database ? 'the newest Zeebe backup' : 'the set was taken'}`
      : `everything that happened after the set was taken (${span(now.getTime() - Date.parse(since))} ago): process instances, jobs, user tasks, decisions, variables`,
    `the data of ${cluster.zeebe.brokerCount} broker${cluster.zeebe.brokerCount === 1 ? '' : 's'}`,
  ];
  if (cluster.database) lost.push('what the database holds, replaced by its dump');
  if (doomed.length > 0)
    lost.push(`${doomed.length} indices with ${documents} documents, replaced by those of the set`);
  if (newer.length > 0)
    lost.push(
      `the timeline of ${newer.length} newer complete set${newer.length === 1 ? '' : 's'} (${newer.slice(0, 5).join(', ')}): they stay in their stores, and can be restored instead`,
    );
  return lost;
}

/** What does not forbid the restore, and should be known before it. */
export function warnings(facts: RestoreFacts): string[] {
  const { known, zeebe, repository, documents, cluster } = facts;
  const warned = foreignWarnings(facts);
  if (known.set?.state === 'unverified' && known.run?.outcome !== 'completed')
    warned.push(
      'The record of the run that took this set was lost: nothing proves that exporting was paused throughout.',
    );
  if (known.set?.parts.some(({ component, state }) => component === 'zeebe' && state === 'unknown'))
    warned.push(
      'Zeebe does not answer, so it is unknown whether its backup is still in the store. Its restore would then stop after the indices were restored.',
    );
  if (zeebe === null)
    warned.push(
      'Zeebe is stopped: its version and number of partitions are only compared after the restore.',
    );
  if (repository.readOnly)
    warned.push(
      `Repository "${cluster.records.repository}" is read-only: register it writable before the next backup.`,
    );
  if (documents === null && !cluster.database)
    warned.push('The documents of this set were not counted: after the restore they cannot be compared.');
  const others = known.set?.parts.filter(({ component }) => !cluster.components.includes(component)) ?? [];
  for (const { component } of others)
    warned.push(`The set has a part of ${component}, which is not configured: it will not be restored.`);
  warned.push(...closedWarnings(facts), ...lifecycleWarnings(facts));
  return warned;
}

/** Who took the set, where nothing proves that this cluster did. */
export function originOfPlan({ known: { set } }: RestoreFacts): SetOrigin | null {
  return set?.foreign || set?.ownedBy === 'adopted' ? set.origin : null;
}

function foreignWarnings({ known: { backupId, set }, cluster }: RestoreFacts): string[] {
  if (!set || (!set.foreign && set.ownedBy !== 'adopted')) return [];
  const whose = `Backup ${backupId} was ${originText(set.origin)}`;
  return [
    set.foreign
      ? `${whose}. Its data replaces that of "${cluster.name}"; its own parts are left as they are.`
      : `${whose}, and adopted for "${cluster.name}". Its data replaces that of "${cluster.name}".`,
  ];
}

/** When the set was taken, for clients to show by their own clock; null where nothing tells. */
export function takenAt(facts: RestoreFacts): string | null {
  return facts.known.run?.requestedAt ?? startOf(facts);
}

function startOf({ snapshots }: RestoreFacts): string | null {
  const times = snapshots.map(({ startedAt }) => startedAt).filter((time) => time !== null);
  return times.length === 0 ? null : new Date(Math.min(...times)).toISOString();
}

function span(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
