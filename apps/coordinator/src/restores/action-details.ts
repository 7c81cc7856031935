import type { ControlAction } from '#camunda-processes';
import type { RestorePlan, StepDefinition } from '#domain';
import { runInWords } from '../databases/database-commands.ts';
import type { RestoreFacts } from './restore-facts.ts';
import { restoreBroker } from './steps/control-action.ts';

export type PlannedParts = Pick<RestorePlan, 'snapshots' | 'deletes' | 'rehearsal' | 'seeds'>;

/** What exactly a step of a restore will do, for the person who confirms the plan. Pure. */
export function detailsOf(step: StepDefinition, facts: RestoreFacts, parts: PlannedParts): string[] {
  const { name, component } = step;
  const brokers = facts.cluster.zeebe.brokerCount;
  const describe = facts.control?.describe ?? (() => 'not configured');
  const alone = ofApplication(step, brokers);
  if (alone !== null) return [describe(alone)];
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
        describe(restoreBroker(facts.cluster, { broker, setId: facts.known.backupId })),
      ]).flat();
    case 'restore-database':
      return [runInWords('restore', facts.known.backupId)];
    case 'start-camunda':
      return [describe({ kind: 'start', brokers })];
    case 'enter-recovery':
      return [
        'PATCH /v2/mode?mode=RECOVERING',
        `POST /v2/restore?dryRun=true ${idsOf(facts)}, which must pass`,
      ];
    case 'restore-partitions':
      return [`POST /v2/restore ${idsOf(facts)}: deletes and restores the data of every partition`];
    case 'leave-recovery':
      return ['PATCH /v2/mode?mode=PROCESSING, only where the restore stops before anything was deleted'];
    case 'check-restored':
      return ['every partition exports, and the indices hold as many documents as when the set was taken'];
    default:
      return parts.snapshots.filter((each) => each.component === component).map(({ snapshot }) => snapshot);
  }
}

/** The action of a step that stops or starts one application by itself. */
function ofApplication({ name, needs }: StepDefinition, brokers: number): ControlAction | null {
  if (needs === null) return null;
  if (name === `stop-${needs}`) return { kind: 'stop-component', brokers, component: needs };
  return name === `start-${needs}` ? { kind: 'start-component', brokers, component: needs } : null;
}

const idsOf = ({ known }: RestoreFacts): string => JSON.stringify({ backupIds: [known.backupId] });
