import type { Census } from '../catalogue/census.ts';
import type { KnownSet } from '../catalogue/catalogue.service.ts';
import type { Component, PreflightCheck, RunRecord, SetPart } from '#domain';

const passed = (name: string, component: PreflightCheck['component'], message: string): PreflightCheck => ({
  name,
  component,
  ok: true,
  message,
  mend: null,
});
const failed = (
  about: Pick<PreflightCheck, 'name' | 'component'>,
  message: string,
  mend: string,
): PreflightCheck => ({ ...about, ok: false, message, mend });

const ANOTHER = 'Take a new backup, and use another set meanwhile.';

/** Every part of a set by name and number, as far as names and lists tell. */
export function partChecks({ set, run }: KnownSet, census: Census): PreflightCheck[] {
  const parts = (set?.parts ?? []).map((part) => partCheck(part, run, census));
  return [...parts, windowCheck(run, set?.foreign ?? true), versionsCheck(set?.versions ?? [])];
}

function partCheck(part: SetPart, run: RunRecord | null, census: Census): PreflightCheck {
  const about = { name: `${part.component}-parts`, component: part.component };
  if (part.state === 'complete') return passed(about.name, about.component, part.said);
  if (part.state !== 'unknown') return failed(about, part.said, ANOTHER);
  const why = census.problems.join('; ');
  if (run?.outcome === 'completed')
    return failed(
      about,
      `Zeebe cannot be asked (${why}); its backup was complete when the run ended at ${run.finishedAt ?? 'unknown'}`,
      'Start Zeebe, so that its own list can be read.',
    );
  return failed(about, `Zeebe cannot be asked: ${why}`, 'Start Zeebe, so that its own list can be read.');
}

/** Records and Zeebe belong together only inside one unbroken pause, and only the run that made it can tell. */
export function windowCheck(run: RunRecord | null, foreign: boolean): PreflightCheck {
  const about = { name: 'one-window', component: 'zeebe' as const };
  if (foreign)
    return failed(
      about,
      'another tool or installation took it: nothing here tells whether exporting was paused throughout',
      'Verify it where it was taken.',
    );
  if (run?.outcome === 'completed')
    return passed(
      about.name,
      about.component,
      `exporting was soft-paused from ${run.pausedAt ?? '?'} to ${run.resumedAt ?? '?'}, read back on every broker around the Zeebe backup`,
    );
  if (run === null)
    return failed(about, 'the record of its run was lost, and with it the proof of the pause', ANOTHER);
  return failed(about, `its run ended as ${run.outcome ?? run.phase}`, ANOTHER);
}

/** An index in two snapshots of a set could be restored from one of them only; the other would find it in its way. */
export function onceCheck(
  snapshots: readonly { snapshot: string; indexNames: readonly string[] }[],
): PreflightCheck {
  const about = { name: 'one-snapshot-each', component: 'records' as const };
  const seen = new Map<string, string>();
  for (const { snapshot, indexNames } of snapshots)
    for (const index of indexNames) {
      const other = seen.get(index);
      if (other !== undefined)
        return failed(
          about,
          `index ${index} is in two snapshots of the set, ${other} and ${snapshot}`,
          'Set clusters[].records.indexPrefix and the exporter to a prefix that fits no index of a web application, then take a new backup.',
        );
      seen.set(index, snapshot);
    }
  return passed(about.name, about.component, `${seen.size} indices, each in one snapshot`);
}

/** Patches may differ within one minor version; minor versions may not. */
function versionsCheck(versions: readonly string[]): PreflightCheck {
  const about = { name: 'versions', component: 'coordinator' as const };
  const minors = new Set(versions.map((version) => version.split('.').slice(0, 2).join('.')));
  if (minors.size > 1) return failed(about, `its parts are of versions ${versions.join(' and ')}`, ANOTHER);
  return passed(about.name, about.component, versions.length > 0 ? versions.join(', ') : 'no name tells one');
}

/** The set covers every partition that the cluster has now. `partitions` null: the cluster cannot be asked. */
export function partitionsCheck(inSet: number | null, partitions: number | null): PreflightCheck {
  const about = { name: 'partition-count', component: 'zeebe' as Component };
  if (inSet === null || partitions === null)
    return passed(about.name, about.component, 'Zeebe does not answer; compared when it is started');
  if (inSet === partitions)
    return passed(about.name, about.component, `${partitions} partitions, as the cluster has`);
  return failed(
    about,
    `the set has ${inSet} partitions, the cluster ${partitions}`,
    'A set can only be restored to a cluster of as many partitions: set zeebe.broker.cluster.partitionsCount to that of the set.',
  );
}
