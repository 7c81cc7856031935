import type { KnownSet } from '../catalogue/known-set.ts';
import {
  parseVersion,
  pausesExporting,
  resultsOf,
  type BackupSet,
  type Component,
  type PreflightCheck,
  type RunRecord,
  type SetPart,
} from '#domain';

const ANOTHER = 'Take a new backup, and use another set meanwhile.';

/**
 * What names, lists and the record of the run tell of a set: every part, the window, the versions.
 * @param problems why Zeebe could not be asked, where it could not
 */
export function setChecks({ set, run }: KnownSet, problems: readonly string[]): PreflightCheck[] {
  const unread = (set?.parts ?? []).filter(({ state }) => state === 'unknown');
  return [
    ...partChecks(set),
    ...unread.map((part) => unreadCheck(part, run, problems)),
    windowCheck(run, set?.foreign ?? true),
    versionsCheck(set?.versions ?? []),
  ];
}

/** Every part of a set whose state could be read, by name and number. */
export function partChecks(set: BackupSet | null): PreflightCheck[] {
  const read = (set?.parts ?? []).filter(({ state }) => state !== 'unknown');
  return read.map(({ component, state, message }) => {
    const { passed, failed } = aboutPart(component);
    return state === 'complete' ? passed(message) : failed(message, ANOTHER);
  });
}

const aboutPart = (component: Component) => resultsOf({ name: `${component}-parts`, component });

function unreadCheck(
  { component }: SetPart,
  run: RunRecord | null,
  problems: readonly string[],
): PreflightCheck {
  const { failed } = aboutPart(component);
  const why = problems.join('; ');
  if (run?.outcome === 'completed')
    return failed(
      `Zeebe cannot be asked (${why}); its backup was complete when the run ended at ${run.finishedAt ?? 'unknown'}`,
      'Start Zeebe, so that its own list can be read.',
    );
  return failed(`Zeebe cannot be asked: ${why}`, 'Start Zeebe, so that its own list can be read.');
}

/** Records and Zeebe belong together only inside one unbroken pause, and only the run that made it can tell. */
export function windowCheck(run: RunRecord | null, foreign: boolean): PreflightCheck {
  const { passed, failed } = resultsOf({ name: 'one-window', component: 'zeebe' as const });
  if (foreign)
    return failed(
      'another tool or installation took it: nothing here tells whether exporting was paused throughout',
      'Verify it where it was taken.',
    );
  if (run?.outcome === 'completed' && !pausesExporting(run))
    return passed('the database was dumped before Zeebe was backed up; nothing has to be paused');
  if (run?.outcome === 'completed')
    return passed(
      `exporting was paused from ${run.pausedAt ?? '?'} to ${run.resumedAt ?? '?'}, read back on every broker around the Zeebe backup`,
    );
  if (run === null)
    return failed('the record of its run was lost, and with it the proof of the pause', ANOTHER);
  return failed(`its run ended as ${run.outcome ?? run.phase}`, ANOTHER);
}

/** An index in two snapshots of a set could be restored from one of them only; the other would find it in its way. */
export function onceCheck(
  snapshots: readonly { snapshot: string; indexNames: readonly string[] }[],
): PreflightCheck {
  const { passed, failed } = resultsOf({ name: 'one-snapshot-each', component: 'records' as const });
  const seen = new Map<string, string>();
  for (const { snapshot, indexNames } of snapshots)
    for (const index of indexNames) {
      const other = seen.get(index);
      if (other !== undefined)
        return failed(
          `index ${index} is in two snapshots of the set, ${other} and ${snapshot}`,
          'Set clusters[].records.indexPrefix and the exporter to a prefix that fits no index of a web application, then take a new backup.',
        );
      seen.set(index, snapshot);
    }
  return passed(`${seen.size} indices, each in one snapshot`);
}

/** Patches may differ within one minor version; minor versions may not. */
function versionsCheck(versions: readonly string[]): PreflightCheck {
  const { passed, failed } = resultsOf({ name: 'versions', component: 'coordinator' as const });
  const minors = new Set(versions.map(minorOf));
  if (minors.size > 1) return failed(`its parts are of versions ${versions.join(' and ')}`, ANOTHER);
  return passed(versions.length > 0 ? versions.join(', ') : 'no name tells one');
}

/** Of a version that cannot be read, the whole text. */
function minorOf(version: string): string {
  const parsed = parseVersion(version);
  return parsed === null ? version : `${parsed.major}.${parsed.minor}`;
}

/**
 * The set covers every partition that the cluster has now.
 * @param inSet null where Zeebe does not answer, or its part is not complete, which another check reports
 * @param partitions null where the cluster cannot be asked
 */
export function partitionsCheck(inSet: number | null, partitions: number | null): PreflightCheck {
  const { passed, failed } = resultsOf({ name: 'partition-count', component: 'zeebe' as const });
  if (inSet === null || partitions === null)
    return passed('the number of partitions is not known now; compared when Zeebe is started');
  if (inSet === partitions) return passed(`${partitions} partitions, as the cluster has`);
  return failed(
    `the set has ${inSet} partitions, the cluster ${partitions}`,
    'A set can only be restored to a cluster of as many partitions: set zeebe.broker.cluster.partitionsCount to that of the set.',
  );
}
