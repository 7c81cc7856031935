import { heldState, procedureFor, type BackedUp, type GenerationName, type Stage } from '#domain';

/** The ids that the checks use, by what they are: `lower` was never used, and is below `first`. */
export const ID_NAMES = ['lower', 'first', 'second', 'unknown', 'zero'] as const;
export type IdName = (typeof ID_NAMES)[number];
export type Ids = Readonly<Record<IdName, number>>;

/** What a check does, and in brackets the words that it may see, next to the codes of a failure. */
export const ACTIONS = [
  'read-version', // known, silent
  'read-topology', // known
  'read-exporting', // the states of exporting; waits for the expected one
  'pause', // done
  'resume', // done
  'look', // the states of a backup
  'trigger', // accepted
  'trigger-meanwhile', // accepted
  'wait-for-end', // the states of a backup
  'wait-until-gone', // the states of a backup
  'read-checkpoints', // of-every-partition, incomplete
  'list', // listed, not-listed
  'delete', // done
] as const;
export type Action = (typeof ACTIONS)[number];

/** One call, or a series of looks, and the words that the client of the generation may make of the answer. */
export interface Check {
  /** Unique together with the component. */
  name: string;
  component: BackedUp;
  does: Action;
  id: IdName | null;
  expects: readonly string[];
  /** Why it is not done here; null where it is. */
  skip: string | null;
}

export interface CheckedCluster {
  generation: GenerationName;
  /** Those that Camunda itself backs up. */
  components: readonly BackedUp[];
  /** Whether its version has a soft pause, the only one that is tried. */
  pausesSoftly: boolean;
}

const NO_SOFT_PAUSE = 'this version can only pause exporting hard';

/**
 * Every check of a cluster, in the order in which they are done: what is there, the healthy procedure of its generation without
 * the records, the wrong calls, and the deletion of what was made. Pure.
 */
export function checksOf({ generation, components, pausesSoftly }: CheckedCluster): Check[] {
  const stages = procedureFor(generation, new Set(components))?.stages ?? [];
  return [
    ...zeebeBefore,
    ...components.flatMap(before),
    ...stages.flatMap((stage) => checksOfStage(stage, pausesSoftly ? null : NO_SOFT_PAUSE)),
    ...components.flatMap(after),
  ];
}

function check(
  component: BackedUp,
  name: string,
  does: Action,
  { id = null, expects }: { id?: IdName | null; expects: readonly string[] },
): Check {
  return { name, component, does, id, expects, skip: null };
}

const zeebeBefore: readonly Check[] = [
  check('zeebe', 'topology', 'read-topology', { expects: ['known'] }),
  check('zeebe', 'running-before', 'read-exporting', { expects: ['running'] }),
];

const before = (component: BackedUp): Check[] => [
  check(component, 'version', 'read-version', { expects: ['known', 'silent'] }),
  check(component, 'unknown-id', 'look', { id: 'unknown', expects: ['absent'] }),
  check(component, 'not-listed', 'list', { id: 'first', expects: ['not-listed'] }),
];

/** The parts of a stage are asked for one after the other, and then run at the same time. */
function checksOfStage({ steps }: Stage, skip: string | null): Check[] {
  const parts = steps.flatMap(({ takes }) =>
    takes === null || takes === 'records' || takes === 'database' ? [] : [takes],
  );
  return [
    ...steps.flatMap(({ name }) => exportingChecks(name).map((each) => ({ ...each, skip }))),
    ...parts.flatMap(takeChecks),
    ...parts.flatMap((part) => [
      check(part, 'completes', 'wait-for-end', { id: 'first', expects: ['completed'] }),
    ]),
  ];
}

function exportingChecks(step: string): Check[] {
  if (step === 'pause-exporting')
    return [
      check('zeebe', 'pause', 'pause', { expects: ['done'] }),
      check('zeebe', 'paused', 'read-exporting', { expects: [heldState('soft')] }),
    ];
  if (step === 'resume-exporting')
    return [
      check('zeebe', 'still-paused', 'read-exporting', { expects: [heldState('soft')] }),
      check('zeebe', 'resume', 'resume', { expects: ['done'] }),
      check('zeebe', 'running-again', 'read-exporting', { expects: ['running'] }),
    ];
  return [];
}

/** Zeebe takes several backups at a time; whether Optimize does is not documented. The others refuse the second. */
const TAKES_SEVERAL: readonly BackedUp[] = ['zeebe', 'optimize'];

function takeChecks(part: BackedUp): Check[] {
  const several = TAKES_SEVERAL.includes(part) ? ['accepted'] : [];
  return [
    check(part, 'takes', 'trigger', { id: 'first', expects: ['accepted'] }),
    check(part, 'second-meanwhile', 'trigger-meanwhile', { id: 'second', expects: ['busy', ...several] }),
  ];
}

function after(component: BackedUp): Check[] {
  const several = TAKES_SEVERAL.includes(component)
    ? [check(component, 'second-completes', 'wait-for-end', { id: 'second', expects: ['completed'] })]
    : [];
  return [
    ...several,
    ...(component === 'zeebe' ? zeebeAfter : []),
    check(component, 'same-id', 'trigger', { id: 'first', expects: ['id-in-use'] }),
    idZero(component),
    check(component, 'listed', 'list', { id: 'first', expects: ['listed'] }),
    check(component, 'delete', 'delete', { id: 'first', expects: ['done'] }),
    check(component, 'gone', 'wait-until-gone', { id: 'first', expects: ['absent'] }),
    check(component, 'delete-again', 'delete', { id: 'first', expects: ['done'] }),
  ];
}

const zeebeAfter: readonly Check[] = [
  check('zeebe', 'checkpoints', 'read-checkpoints', { id: 'first', expects: ['of-every-partition'] }),
  check('zeebe', 'lower-id', 'trigger', { id: 'lower', expects: ['id-in-use'] }),
];

/** Operate, Tasklist and Optimize would take a backup under the id 0, so they are only asked whether they have one. */
function idZero(component: BackedUp): Check {
  const refuses = component === 'zeebe' || component === 'webapps';
  return refuses
    ? check(component, 'id-zero', 'trigger', { id: 'zero', expects: ['refused'] })
    : check(component, 'id-zero', 'look', { id: 'zero', expects: ['absent'] });
}
