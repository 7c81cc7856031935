import { shapeOf } from '#config';
import {
  generationOf,
  parsePartName,
  partTakenBy,
  resultsOf,
  unfitVersions,
  type PreflightCheck,
} from '#domain';
import { severalTenants } from '../checks/physical-tenants.ts';
import { onceCheck, partChecks, partitionsCheck } from '../sets/set-checks.ts';
import type { RestoreFacts } from './restore-facts.ts';
import { inProcessChecks } from './in-process.checks.ts';
import { engineChecks } from './engine.checks.ts';
import { targetCheck } from './target.checks.ts';

const about = (name: string, component: PreflightCheck['component']) => resultsOf({ name, component });

/** Every precondition of a restore, whether it holds or not. All must hold before anything is stopped or deleted. */
export function planChecks(facts: RestoreFacts): PreflightCheck[] {
  return [
    setCheck(facts),
    ...partsThere(facts),
    onceCheck(facts.snapshots),
    ...componentChecks(facts),
    ...tenantChecks(facts),
    versionCheck(facts),
    partitionsCheck(partitionsOf(facts), facts.zeebe?.partitions ?? null),
    ...(facts.cluster.records.engine === 'none' ? [] : ofTheEngine(facts)),
    ...databaseChecks(facts),
    ...controlChecks(facts),
  ];
}

function ofTheEngine(facts: RestoreFacts): PreflightCheck[] {
  return [
    repositoryCheck(facts),
    quietCheck(facts),
    ...inProcessChecks(facts),
    targetCheck(facts),
    ...engineChecks(facts),
  ];
}

/** The commands of the operator can be run, and the log can still be restored around the dump. */
function databaseChecks({ database }: RestoreFacts): PreflightCheck[] {
  if (database === null) return [];
  const commands = database.commands.map((check, index) => ({
    ...{ name: `database-command-${index + 1}`, component: 'database' as const },
    ...check,
  }));
  return [...commands, database.range];
}

/** Of the set: as Zeebe says, or while it does not answer as our run saw it. */
export function partitionsOf({ known: { set, run } }: RestoreFacts): number | null {
  if (set?.partitions !== null && set?.partitions !== undefined) return set.partitions;
  const step = run?.steps.find((each) => partTakenBy(each) === 'zeebe');
  return step?.state === 'done' ? step.done : null;
}

/** What the set does not have would be deleted with the rest, and not come back. */
function componentChecks({ cluster, known }: RestoreFacts): PreflightCheck[] {
  const parts = new Set(known.set?.parts.map(({ component }) => component));
  return cluster.components
    .filter((component) => known.set !== null && !parts.has(component))
    .map((component) =>
      about(`${component}-parts`, component).failed(
        `the set has no part of ${component}, which is configured: its indices would be deleted and not come back`,
        `Choose another set, or take ${component} out of clusters[] and out of restore.indices for this restore.`,
      ),
    );
}

function setCheck({ known: { backupId, set, run }, deletion }: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('set-usable', 'coordinator');
  if (deletion !== null && deletion.steps.some(({ attempts }) => attempts > 0))
    return failed(
      `the deletion of backup ${backupId} was started at ${deletion.requestedAt}: parts of it may be gone`,
      'Choose another set.',
    );
  switch (set?.state) {
    case 'complete':
      return passed(`backup ${backupId} is complete`);
    case 'unverified':
      return passed(`every part of backup ${backupId} that can be seen is there`);
    case 'foreign':
      if (set.missing.length > 0)
        return failed(`backup ${backupId} is partial: ${set.missing.join('; ')}`, 'Choose a complete set.');
      // A run of another installation took it, by the same procedure; the warnings name its owner.
      if (set.origin !== null) return passed(`every part of backup ${backupId} is there`);
      return failed(
        `backup ${backupId} was taken by another tool: nothing tells whether its parts belong together`,
        'Restore a set that Holdfast took, or restore this one by hand if you know how it was taken.',
      );
    case 'partial':
      return failed(`backup ${backupId} is partial: ${set.missing.join('; ')}`, 'Choose a complete set.');
    case 'running':
      return failed(`backup ${backupId} is being taken`, 'Wait until it has ended.');
    default: {
      const why = run ? `its run ended as ${run.outcome ?? run.phase}` : 'nothing of it is there';
      return failed(`backup ${backupId} cannot be used: ${why}`, 'Choose a complete set.');
    }
  }
}

/** Camunda's restore application would lose every physical tenant but one. */
function tenantChecks({ cluster, zeebe }: RestoreFacts): PreflightCheck[] {
  const several = severalTenants(cluster.tenant, zeebe?.tenants);
  return several === null ? [] : [about('physical-tenants', 'zeebe').failed(several.message, several.remedy)];
}

/** Parts by name and number, and each snapshot as far as the engine can check it. */
function partsThere({ known, integrity }: RestoreFacts): PreflightCheck[] {
  // Zeebe is often stopped when a restore is planned: that its part is not whole shows in the state of the set.
  const parts = partChecks(known.set).filter(({ component, ok: holds }) => holds || component !== 'zeebe');
  const snapshots = [...integrity].map(([snapshot, { ok: whole, message }]) => {
    const { passed, failed } = about(snapshot, parsePartName(snapshot)?.app ?? 'records');
    return whole ? passed(message) : failed(message, 'The repository lost a part of it: choose another set.');
  });
  return [...parts, ...snapshots];
}

function versionCheck({ cluster, known, snapshots, versions: running }: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('version', 'camunda');
  const versions = known.set?.versions ?? [];
  const [version] = versions;
  if (version === undefined) return failed('nothing tells the version of the set', 'Choose another set.');
  if (generationOf(version, shapeOf(cluster)) === null)
    return failed(`no restore procedure is known for ${version}`, 'Restore it by hand, or update Holdfast.');
  const unfit = unfitVersions(snapshots, running, cluster.database ? version : null);
  if (unfit.length > 0)
    return failed(
      unfit.join('; '),
      `Install exactly ${versions.join(', ')} (patch included) before you restore it, and update afterwards.`,
    );
  const told = running.filter((each) => each.version !== null).map(({ component }) => component);
  const rest = told.length === 0 ? 'nothing runs that could be compared yet' : `so are ${told.join(', ')}`;
  return passed(`the set is of ${versions.join(', ')}; ${rest}`);
}

function repositoryCheck({ cluster, repository }: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('snapshot-repository', 'records');
  const { message } = repository;
  return repository.ok
    ? passed(message)
    : failed(message, `Register "${cluster.records.repository}" with its former type and settings.`);
}

/** An index of a running snapshot cannot be deleted. */
function quietCheck({ running }: RestoreFacts): PreflightCheck {
  const { passed, failed } = about('no-snapshot-running', 'records');
  if (running.length === 0) return passed('no snapshot is running');
  return failed(
    `a snapshot is running: ${running.slice(0, 3).join(', ')}`,
    'Wait until it has ended, then plan again.',
  );
}

function controlChecks({ control }: RestoreFacts): PreflightCheck[] {
  if (control === null)
    return [
      about('control', 'camunda').failed(
        'there is no way to stop and start Camunda',
        'Configure clusters[].restore with control: commands, kubernetes or manual (docs/restore.md).',
      ),
    ];
  return control.checks.map((check, index) => ({
    name: `control-${index + 1}`,
    component: 'camunda',
    ...check,
  }));
}
