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
  type StepDefinition,
} from '#domain';
import { planHash } from '#engine';
import { losses, originOfPlan, warnings } from './plan-losses.ts';
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
    brokers: cluster.zeebe.brokers.length,
    repository: cluster.records.repository,
    control: control?.adapter ?? ('manual' as const),
    snapshots,
    allowed,
    deletes,
    rehearsal,
    seeds,
    actions: plannedActions(facts, { snapshots, deletes, rehearsal, seeds }),
    origin: originOfPlan(facts),
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

type Parts = Pick<RestorePlan, 'snapshots' | 'deletes' | 'rehearsal' | 'seeds'>;

function plannedActions(facts: RestoreFacts, parts: Parts): PlannedAction[] {
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

function detailsOf({ name, component }: StepDefinition, facts: RestoreFacts, parts: Parts): string[] {
  const brokers = facts.cluster.zeebe.brokers.length;
  const describe = facts.control?.describe ?? (() => 'not configured');
  switch (name) {
    case 'rehearse-restore':
      return parts.rehearsal === null
        ? ['the set holds no index']
        : [`${parts.rehearsal.index} of ${parts.rehearsal.snapshot}`];
    case 'seed-templates':
      return parts.seeds.length === 0
        ? ['the templates are there']
        : [`no template for ${parts.seeds.join(', ')}: ${describe({ kind: 'start', brokers })}`];
    case 'stop-camunda':
      return [describe({ kind: 'stop', brokers })];
    case 'delete-indices':
      return parts.deletes.map(({ index }) => index);
    case 'restore-zeebe':
      return Array.from({ length: brokers }, (_, broker) => [
        describe({ kind: 'wipe-broker', brokers, broker }),
        describe({ kind: 'restore-broker', brokers, broker, backupId: facts.known.backupId }),
      ]).flat();
    case 'start-camunda':
      return [describe({ kind: 'start', brokers })];
    case 'check-restored':
      return ['every partition exports, and the indices hold as many documents as when the set was taken'];
    default:
      return parts.snapshots.filter((each) => each.component === component).map(({ snapshot }) => snapshot);
  }
}
