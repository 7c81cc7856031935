import type { AppName } from './apps.ts';
import type { SweepProfile } from './profile.ts';
import type { RedisAct } from './redis-tap/recognise.ts';

export type Moment = 'before' | 'after';

/** The call to a component at which a point is; a fault of the simulator hits the same call. */
export interface HttpSpot {
  readonly component: string;
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
  /** Exporting is paused there, or soon will be. */
  readonly inside: boolean;
  /** The only faults that are tried here; left out, all that fit. */
  readonly faults?: readonly string[];
  /** Faults that this version cannot have. */
  readonly without?: readonly string[];
}

const HTTP: Readonly<Record<string, HttpSpot>> = {
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
};

function httpSpot(name: string, { triggers, exporting }: SweepProfile): HttpSpot | null {
  if (name === 'pause' || name === 'resume')
    return { method: 'POST', component: exporting.component, path: `${exporting.path}/${name}` };
  const trigger = triggers[name.replace(/^trigger-/, '')];
  return trigger && name.startsWith('trigger-') ? { method: 'POST', ...trigger } : (HTTP[name] ?? null);
}

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
  'intent-pause': entry('pause-intended', 'pause-exporting'),
  'done-pause': entry('step-done', 'pause-exporting'),
  'intent-resume': entry('step-triggered', 'resume-exporting'),
  'done-resume': entry('step-done', 'resume-exporting'),
  'run-finished': (act) =>
    act.kind === 'write-run' && act.release && act.entries.some(({ type }) => type === 'run-finished'),
};

/** What is recorded of a part: that it is about to be asked for, that it was accepted, that it is done. */
function redisTest(name: string): Test | null {
  const [, moment, part] = /^(intent|accept|done)-(.+)$/.exec(name) ?? [];
  if (REDIS[name] || moment === undefined || part === undefined) return REDIS[name] ?? null;
  const step = part === 'records' ? 'snapshot-records' : `backup-${part}`;
  if (moment === 'accept') return accept(step);
  return entry(moment === 'intent' ? 'step-triggered' : 'step-done', step);
}

/** A call that changes nothing is a point for what happens to its caller. */
const ONLY: Readonly<Record<string, readonly string[]>> = { 'renewed-records': ['stop-long'] };

const BEGINNING = ['begin-run', 'queue-preflight', 'preflight-passed', 'submit-flow'];
const PAUSE = ['arm-dead-man', 'intent-pause', 'pause', 'done-pause'];
const RECORDS = ['intent-records', 'renewed-records', 'snapshot-records', 'accept-records', 'done-records'];
const ZEEBE = partPoints('zeebe');
const END = ['intent-resume', 'resume', 'done-resume', 'run-finished'];

/** Exporting is paused there, or soon will be: no fault may leave it paused. */
const INSIDE = [
  ...['intent-pause', 'pause', 'done-pause', 'snapshot-records', 'accept-records'],
  ...['trigger-zeebe', 'done-zeebe', 'intent-resume', 'resume'],
];

function partPoints(part: string): string[] {
  return ['intent', 'trigger', 'accept', 'done'].map((moment) => `${moment}-${part}`);
}

/** Every point of a run, in its order, so that the matrix can be read from top to bottom. */
export function pointsOf(profile: SweepProfile): readonly Point[] {
  const webApps = Object.keys(profile.webApps).flatMap(partPoints);
  const start = profile.pauseFirst ? [...PAUSE, ...webApps] : [...webApps, ...PAUSE];
  const order = [...BEGINNING, ...start, ...RECORDS, ...ZEEBE, ...END];
  const inside = profile.pauseFirst
    ? [...INSIDE, ...Object.keys(profile.webApps).map((app) => `trigger-${app}`)]
    : INSIDE;
  return order.flatMap((name) =>
    (['before', 'after'] as const).map((moment) => ({
      id: `${name}:${moment}`,
      moment,
      http: httpSpot(name, profile),
      redis: redisTest(name),
      inside: inside.includes(name),
      ...(ONLY[name] && { faults: ONLY[name] }),
      ...(profile.without && { without: profile.without }),
    })),
  );
}

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
