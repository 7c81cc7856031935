import {
  runOriginFrom,
  SCHEMAS,
  STEP_NAMES,
  type BackupRun,
  type RestorePlan,
  type RunRecord,
  type StepName,
  type StepRecord,
  type UnfencedRun,
} from '#domain';

/** The version in which a run was started. The run keeps it until it has ended, also where another build continues it. */
export const VERSION_FIELD = 'schemaVersion';

/**
 * A run record is a Redis hash: one field per value that is guarded or written alone, JSON for the rest. A step
 * has its state in a field of its own, so that Lua can guard it, and everything else in another.
 */
export const stepStateField = (name: StepName): string => `step:${name}:state`;
export const stepField = (name: StepName): string => `step:${name}`;

/** What a step keeps for its next pass. */
export const stepMemoryField = (name: string): string => `step:${name}:memory`;

/** Which pass of a step may write. A pass that was overtaken by a later one may not. */
export const stepPassField = (name: string): string => `step:${name}:pass`;

/** Who is ending the run from outside, why, and at which try. */
export const ENDING_FIELD = 'ending';

/** A part of the set that arrived after the end of its run, and is in the journal. */
export const latePartField = (part: string): string => `late:${part}`;

/** What the preflight keeps while it waits. */
export const PREFLIGHT_FIELD = 'preflight:memory';

/** What a backup measured inside its pause. */
export const MEASURED_FIELD = 'measured';

/** The fingerprint of the configuration that the cluster of the run had when it began. */
export const CONFIGURATION_FIELD = 'configuration';

/** Where exporting of the cluster of the run was paused and resumed when it began. */
export const PLACE_FIELD = 'exportingAt';

/** Who the cluster was when the preflight of a backup passed. */
export const IDENTITY_FIELD = 'identity';

type Hash = Record<string, string>;
type Json =
  | BackupRun['versions']
  | BackupRun['measured']
  | RunRecord['checks']
  | RunRecord['failure']
  | RunRecord['labels']
  | RestorePlan
  | null;

/** The fields of a new run. `fence` is added by the script that allocates it. */
export function toFields(run: UnfencedRun): [string, string][] {
  const fields: [string, string][] = [
    [VERSION_FIELD, String(SCHEMAS.run.version)],
    ['cluster', run.cluster],
    ['kind', run.kind],
    ['number', String(run.number)],
    ['setId', String(run.setId)],
    ['runId', run.runId],
    ['procedure', run.procedure],
    ['version', run.version],
    ['labels', JSON.stringify(run.labels)],
    ['origin', JSON.stringify(run.origin)],
    ['phase', run.phase],
    ['outcome', run.outcome ?? ''],
    ['exporting', run.exporting],
    ['requestedAt', run.requestedAt],
    ['finishedAt', run.finishedAt ?? ''],
    ['cancelRequestedAt', run.cancelRequestedAt ?? ''],
    ['pausedAt', run.pausedAt ?? ''],
    ['resumedAt', run.resumedAt ?? ''],
    ['checks', JSON.stringify(run.checks)],
    ['failure', JSON.stringify(run.failure)],
    ['steps', JSON.stringify(run.steps.map((step) => step.name))],
  ];
  if (run.kind === 'restore') fields.push(['plan', JSON.stringify(run.plan)]);
  if (run.kind === 'backup')
    fields.push(['versions', JSON.stringify(run.versions)], [MEASURED_FIELD, JSON.stringify(run.measured)]);
  for (const step of run.steps) {
    fields.push(
      [stepStateField(step.name), step.state],
      [stepField(step.name), JSON.stringify(withoutState(step))],
    );
  }
  return fields;
}

export function withoutState(step: StepRecord): Omit<StepRecord, 'state'> {
  return Object.fromEntries(Object.entries(step).filter(([key]) => key !== 'state')) as Omit<
    StepRecord,
    'state'
  >;
}

export function fromFields(hash: Hash): RunRecord {
  const text = (field: string): string => hash[field] ?? '';
  const orNull = (field: string): string | null => (text(field) === '' ? null : text(field));
  const json = (field: string, fallback: Json): Json =>
    text(field) === '' ? fallback : (JSON.parse(text(field)) as Json);
  const names = JSON.parse(text('steps') || '[]') as StepName[];
  const kind = text('kind') as RunRecord['kind'];
  const run = {
    cluster: text('cluster'),
    number: Number(text('number')),
    setId: Number(text('setId')),
    runId: text('runId'),
    fence: Number(text('fence')),
    procedure: text('procedure'),
    version: text('version'),
    labels: json('labels', {}) as RunRecord['labels'],
    origin: runOriginFrom(JSON.parse(text('origin') || 'null')),
    phase: text('phase') as RunRecord['phase'],
    outcome: orNull('outcome') as RunRecord['outcome'],
    exporting: text('exporting') as RunRecord['exporting'],
    requestedAt: text('requestedAt'),
    finishedAt: orNull('finishedAt'),
    cancelRequestedAt: orNull('cancelRequestedAt'),
    pausedAt: orNull('pausedAt'),
    resumedAt: orNull('resumedAt'),
    checks: json('checks', []) as RunRecord['checks'],
    steps: names.filter((name) => STEP_NAMES.includes(name)).map((name) => stepFrom(hash, name)),
    failure: json('failure', null) as RunRecord['failure'],
  };
  if (kind === 'restore') return { ...run, kind, plan: json('plan', null) as RestorePlan | null };
  if (kind === 'deletion') return { ...run, kind };
  const versions = json('versions', {}) as BackupRun['versions'];
  return { ...run, kind, versions, measured: json(MEASURED_FIELD, null) as BackupRun['measured'] };
}

function stepFrom(hash: Hash, name: StepName): StepRecord {
  const rest = JSON.parse(hash[stepField(name)] ?? '{}') as Omit<StepRecord, 'state'>;
  return { ...rest, state: hash[stepStateField(name)] as StepRecord['state'] };
}
