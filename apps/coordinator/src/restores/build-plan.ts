import { shapeOf } from '#config';
import {
  chooseRehearsal,
  COMPONENTS,
  familyOf,
  generationOf,
  isDeletable,
  parsePartName,
  procedureFor,
  stepsOf,
  type PlannedAction,
  type PlannedSnapshot,
  type RestorePlan,
} from '#domain';
import { planHash } from '#engine';
import { losses, originOfPlan, takenAt, warnings } from './plan-losses.ts';
import { detailsOf, type PlannedParts } from './action-details.ts';
import { partitionsOf, planChecks } from './plan-checks.ts';
import type { RestoreFacts } from './restore-facts.ts';

/** The plan for one set. Pure: the same facts give the same hash. */
export function buildPlan(facts: RestoreFacts): RestorePlan {
  const { cluster, known, control } = facts;
  const allowed = [...(facts.allowed ?? [])];
  const version = known.set?.versions[0] ?? null;
  const snapshots = plannedSnapshots(facts);
  const seeds = facts.templates.filter(({ templates }) => templates.length === 0).map(({ prefix }) => prefix);
  const deletes = facts.indices
    .filter(({ name }) => isDeletable(name, { allowed, space: cluster.indexSpace, samples: snapshots }))
    .map(({ name, docs, sizeBytes }) => ({ index: name, docs, sizeBytes }));
  const rehearsal = chooseRehearsal(facts.snapshots);
  const plan = {
    backupId: known.backupId,
    version,
    partitions: partitionsOf(facts),
    brokers: cluster.zeebe.brokerCount,
    repository: cluster.records.repository,
    control: control?.adapter ?? ('manual' as const),
    snapshots,
    allowed,
    deletes,
    rehearsal,
    seeds,
    actions: plannedActions(facts, { snapshots, deletes, rehearsal, seeds }),
    origin: originOfPlan(facts),
    takenAt: takenAt(facts),
    losses: losses(facts),
    warnings: warnings(facts),
    checks: planChecks(facts),
    documents: ownDocuments(facts),
    createdAt: facts.now.toISOString(),
  };
  return { ...plan, hash: planHash(plan) };
}

/** Only of families that the set has: what else matched when they were counted is not brought back by it. */
function ownDocuments({ documents, snapshots }: RestoreFacts): Record<string, number> | null {
  if (documents === null) return null;
  const families = new Set(snapshots.flatMap(({ indexNames }) => indexNames.map(familyOf)));
  return Object.fromEntries(Object.entries(documents).filter(([family]) => families.has(family)));
}

function plannedSnapshots({ snapshots }: RestoreFacts): PlannedSnapshot[] {
  const planned = snapshots.map(({ snapshot, uuid, indexNames, sizeBytes }): PlannedSnapshot => {
    const component = parsePartName(snapshot)?.app ?? 'records';
    return { snapshot, uuid, component, indices: [...indexNames].sort(), sizeBytes };
  });
  const place = ({ component, snapshot }: PlannedSnapshot): string =>
    `${COMPONENTS.indexOf(component)} ${snapshot}`;
  return planned.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function plannedActions(facts: RestoreFacts, parts: PlannedParts): PlannedAction[] {
  const { cluster, known } = facts;
  const version = known.set?.versions[0] ?? '';
  const procedure = procedureFor(
    generationOf(version, shapeOf(cluster)),
    new Set(cluster.components),
    'restore',
  );
  const steps = procedure ? stepsOf(procedure) : [];
  return steps.map((step) => ({
    step: step.name,
    component: step.component,
    does: step.summary,
    details: detailsOf(step, facts, parts),
  }));
}
