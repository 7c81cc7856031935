import type { AppName } from './apps.ts';
import type { RedisAct } from './redis-tap/recognise.ts';

export type Moment = 'before' | 'after';

/** The call to a component at which a point is; a fault of the simulator hits the same call. */
export interface HttpSpot {
  readonly component: 'zeebe' | 'operate' | 'tasklist' | 'optimize' | 'elasticsearch';
  readonly method: string;
  readonly path: string;
  /** Whose call it is, where others make the same. */
  readonly app?: AppName;
}

/** A place in a run where a fault can be injected. */
export interface Point {
  readonly id: string;
  readonly moment: Moment;
  readonly http: HttpSpot | null;
  readonly redis: ((act: RedisAct) => boolean) | null;
  /** The only faults that are tried here; left out, all that fit. */
  readonly faults?: readonly string[];
}

const backups = (component: HttpSpot['component']): HttpSpot => ({
  component,
  method: 'POST',
  path: '^/actuator/backups',
});
const exporting = (verb: string): HttpSpot => ({
  component: 'zeebe',
  method: 'POST',
  path: `^/actuator/exporting/${verb}`,
});

const HTTP: Readonly<Record<string, HttpSpot>> = {
  'trigger-optimize': backups('optimize'),
  'trigger-operate': backups('operate'),
  'trigger-tasklist': backups('tasklist'),
  pause: exporting('pause'),
  // The lease is renewed, and the worker asks the brokers for their positions before it asks for the snapshot.
  'renewed-records': {
    component: 'zeebe',
    method: 'GET',
    path: '^/actuator/partitions',
    app: 'worker-records',
  },
  'snapshot-records': {
    component: 'elasticsearch',
    method: 'PUT',
    path: '^/_snapshot/[^/]+/camunda_zeebe_records_backup_',
  },
  'trigger-zeebe': backups('zeebe'),
  resume: exporting('resume'),
};

type Test = (act: RedisAct) => boolean;

const entry =
  (type: string, step: string | null): Test =>
  (act) =>
    act.kind === 'write-run' && act.entries.some((each) => each.type === type && each.step === step);
/** The write that records an acceptance has no journal entry: it is the first write whose memory has the acceptance. */
const accept =
  (step: string): Test =>
  (act) =>
    act.kind === 'write-run' && act.entries.length === 0 && act.accepted.includes(step);

const REDIS: Readonly<Record<string, Test>> = {
  'begin-run': (act) => act.kind === 'begin-run',
  'queue-preflight': (act) => act.kind === 'queue-preflight',
  'submit-flow': (act) => act.kind === 'submit-flow',
  'arm-dead-man': (act) => act.kind === 'arm-dead-man',
  'preflight-passed': entry('preflight-passed', null),
  'intent-optimize': entry('step-triggered', 'backup-optimize'),
  'accept-optimize': accept('backup-optimize'),
  'done-optimize': entry('step-done', 'backup-optimize'),
  'intent-operate': entry('step-triggered', 'backup-operate'),
  'accept-operate': accept('backup-operate'),
  'done-operate': entry('step-done', 'backup-operate'),
  'intent-tasklist': entry('step-triggered', 'backup-tasklist'),
  'accept-tasklist': accept('backup-tasklist'),
  'done-tasklist': entry('step-done', 'backup-tasklist'),
  'intent-pause': entry('pause-intended', 'pause-exporting'),
  'done-pause': entry('step-done', 'pause-exporting'),
  'intent-records': entry('step-triggered', 'snapshot-records'),
  'accept-records': accept('snapshot-records'),
  'done-records': entry('step-done', 'snapshot-records'),
  'intent-zeebe': entry('step-triggered', 'backup-zeebe'),
  'accept-zeebe': accept('backup-zeebe'),
  'done-zeebe': entry('step-done', 'backup-zeebe'),
  'intent-resume': entry('step-triggered', 'resume-exporting'),
  'done-resume': entry('step-done', 'resume-exporting'),
  'run-finished': (act) =>
    act.kind === 'write-run' && act.release && act.entries.some(({ type }) => type === 'run-finished'),
};

/** A call that changes nothing is a point for what happens to its caller. */
const ONLY: Readonly<Record<string, readonly string[]>> = { 'renewed-records': ['stop-long'] };

/** In the order of a run, so that the matrix can be read from top to bottom. */
const ORDER = [
  'begin-run',
  'queue-preflight',
  'preflight-passed',
  'submit-flow',
  'intent-optimize',
  'trigger-optimize',
  'accept-optimize',
  'done-optimize',
  'intent-operate',
  'trigger-operate',
  'accept-operate',
  'done-operate',
  'intent-tasklist',
  'trigger-tasklist',
  'accept-tasklist',
  'done-tasklist',
  'arm-dead-man',
  'intent-pause',
  'pause',
  'done-pause',
  'intent-records',
  'renewed-records',
  'snapshot-records',
  'accept-records',
  'done-records',
  'intent-zeebe',
  'trigger-zeebe',
  'accept-zeebe',
  'done-zeebe',
  'intent-resume',
  'resume',
  'done-resume',
  'run-finished',
];

export const POINTS: readonly Point[] = ORDER.flatMap((name) =>
  (['before', 'after'] as const).map((moment) => ({
    id: `${name}:${moment}`,
    moment,
    http: HTTP[name] ?? null,
    redis: REDIS[name] ?? null,
    ...(ONLY[name] && { faults: ONLY[name] }),
  })),
);

const zeebeListener = /^(gateway|broker-\d+)$/;

export function isAtCall(
  spot: HttpSpot,
  call: { readonly component: string; readonly method: string; readonly path: string },
  app: AppName | null,
): boolean {
  if (spot.app !== undefined && spot.app !== app) return false;
  const component = zeebeListener.test(call.component) ? 'zeebe' : call.component;
  return component === spot.component && call.method === spot.method && new RegExp(spot.path).test(call.path);
}
