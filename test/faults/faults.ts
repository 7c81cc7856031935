import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultInput } from '../../apps/simulator/src/index.ts';
import type { Bench } from './bench.ts';
import type { Hit } from './breakpoints.ts';
import type { HttpSpot, Point } from './points.ts';
import { APPS, type AppName } from './apps.ts';
import { CAMUNDA_ILL } from './camunda-ill.ts';
import { everywhere, named, type Fault, type Injected } from './fault.ts';
import { REDIS_FAULTS } from './redis-faults.ts';
import { AWAY_MS, CALL_TIMEOUT_MS, FROZEN_MS, LEASE_MS, RESTART_MS } from './timing.ts';

const atCalls = (point: Point): boolean => point.http !== null;
/** Whether a fault is tried at a point. */
export const isTriedAt = (fault: Fault, point: Point): boolean =>
  (point.faults?.includes(fault.id) ?? true) && !point.without?.includes(fault.id) && fault.fits(point);

/** The worker that serves the step of the point; worker-zeebe where the coordinator reaches the point. */
const workerAt = ({ app }: Hit): AppName => (app === null || app === 'coordinator' ? 'worker-zeebe' : app);

async function killAndRestart(bench: Bench, app: AppName, ms = RESTART_MS): Promise<Injected> {
  await bench.fleet.kill(app);
  return { aftermath: sleep(ms).then(() => bench.fleet.start(app)) };
}

function freezeAndThaw(bench: Bench, app: AppName, ms: number): Promise<Injected> {
  bench.fleet.freeze(app);
  return Promise.resolve({ aftermath: sleep(ms).then(() => bench.fleet.thaw(app)) });
}

/** Kills all our processes at once, as when a machine loses power; Redis comes back first. */
async function killAll(bench: Bench): Promise<Injected> {
  await Promise.all([...APPS.map((app) => bench.fleet.kill(app)), bench.killRedis()]);
  const restart = async (): Promise<void> => {
    await bench.startRedis();
    await Promise.all(APPS.map((app) => bench.fleet.start(app)));
  };
  return { aftermath: sleep(RESTART_MS).then(restart) };
}

/** Kills all our processes at once; Redis comes back long after all others. */
async function killAllRedisLate(bench: Bench): Promise<Injected> {
  await Promise.all([...APPS.map((app) => bench.fleet.kill(app)), bench.killRedis()]);
  const restart = async (): Promise<void> => {
    await Promise.all(APPS.map((app) => bench.fleet.start(app)));
    await sleep(AWAY_MS);
    await bench.startRedis();
  };
  return { aftermath: sleep(RESTART_MS).then(restart) };
}

const spot = (hit: Hit): HttpSpot => {
  if (hit.point.http === null) throw new Error(`${hit.point.id} is no call`);
  return hit.point.http;
};

/** A fault of the simulator that hits the call at the point, and only that one. */
const callFault = (id: string, short: string, fault: (hit: Hit) => FaultInput): Fault => ({
  id,
  short,
  fits: atCalls,
  early: true,
  inject: async (bench, hit) => {
    await bench.fault(fault(hit));
    return {};
  },
});

const aimed = (hit: Hit) => ({ ...spot(hit), times: 1 });
const timed = (hit: Hit) => ({ ...aimed(hit), when: hit.point.moment });

const REFUSED_MS = 2_500;
const LATE_CHANGE_MS = 3_000;

/** The listener closes after the call took effect: the answer is lost, and for a while every request is refused. */
const refuse: Fault = {
  id: 'refuse',
  short: 'refus',
  fits: atCalls,
  inject: async (bench, hit) => {
    const { component } = spot(hit);
    await bench.fault(
      hit.point.moment === 'before'
        ? { kind: 'refuse', ...aimed(hit), ms: REFUSED_MS }
        : { kind: 'refuse', component, ms: REFUSED_MS },
    );
    return {};
  },
};

const restartWebApp: Fault = {
  id: 'restart-web-app',
  short: 'rstrt',
  fits: named('trigger-optimize', 'trigger-operate', 'trigger-tasklist'),
  inject: async (bench, hit) => {
    const { component } = spot(hit);
    const restart = (): Promise<void> => bench.act({ action: 'restart', component, downMs: 1_000 });
    if (hit.point.moment === 'before') {
      await restart();
      return { drop: true };
    }
    // In the middle: by then some parts exist, and the others are forgotten.
    return { aftermath: sleep(200).then(restart) };
  },
};

const leaderChange: Fault = {
  id: 'leader-change',
  short: 'leadr',
  fits: named('pause', 'trigger-webapps', 'snapshot-records', 'trigger-zeebe', 'resume'),
  inject: async (bench, hit) => {
    const change = (): Promise<void> => bench.act({ action: 'leaderChange' });
    if (!hit.point.id.startsWith('trigger-zeebe:after')) {
      await change();
      return {};
    }
    // Only a backup that has started can be lost with its leader.
    return { aftermath: sleep(130).then(change) };
  },
};

/** Another client ends the pause in the middle. */
const foreignResume: Fault = {
  id: 'foreign-resume',
  short: 'forgn',
  fits: named('trigger-webapps', 'snapshot-records', 'trigger-zeebe'),
  inject: async (bench) => {
    await bench.act({ action: 'resumeExporting' });
    return {};
  },
};

export const FAULTS: readonly Fault[] = [
  {
    id: 'kill-coordinator',
    short: 'killC',
    fits: everywhere,
    inject: (bench) => killAndRestart(bench, 'coordinator'),
  },
  {
    id: 'kill-worker',
    short: 'killW',
    fits: everywhere,
    inject: (bench, hit) => killAndRestart(bench, workerAt(hit)),
  },
  {
    id: 'stop-worker',
    short: 'stop',
    fits: everywhere,
    inject: (bench, hit) => freezeAndThaw(bench, hit.app ?? workerAt(hit), LEASE_MS + 2_000),
  },
  {
    id: 'worker-away',
    short: 'away',
    fits: named(
      ...['trigger-operate', 'trigger-webapps', 'intent-pause', 'pause', 'accept-records', 'trigger-zeebe'],
    ),
    inject: (bench, hit) => killAndRestart(bench, workerAt(hit), AWAY_MS),
  },
  {
    id: 'stop-long',
    short: 'stopL',
    fits: named(
      'intent-operate',
      'intent-webapps',
      'intent-pause',
      'pause',
      'intent-records',
      'renewed-records',
      'intent-zeebe',
      'done-zeebe',
      'resume',
    ),
    inject: (bench, hit) => freezeAndThaw(bench, hit.app ?? workerAt(hit), FROZEN_MS),
  },
  {
    id: 'kill-all',
    short: 'killA',
    fits: named(
      ...['submit-flow', 'trigger-operate', 'trigger-webapps', 'pause', 'snapshot-records', 'trigger-zeebe'],
      'resume',
    ),
    redis: 'touches',
    inject: (bench) => killAll(bench),
  },
  {
    id: 'redis-late',
    short: 'rLate',
    fits: named('pause', 'trigger-webapps', 'snapshot-records', 'trigger-zeebe'),
    redis: 'touches',
    inject: (bench) => killAllRedisLate(bench),
  },
  ...REDIS_FAULTS,
  ...CAMUNDA_ILL,
  refuse,
  callFault('reset', 'reset', (hit) => ({ kind: 'resetMidAnswer', ...timed(hit) })),
  callFault('hang', 'hang', (hit) => ({ kind: 'hang', ...timed(hit), ms: CALL_TIMEOUT_MS + 1_500 })),
  callFault('http-500', '500', (hit) => ({
    kind: 'status',
    ...timed(hit),
    status: 500,
    body: { message: 'something broke' },
  })),
  callFault('http-503', '503', (hit) => ({
    kind: 'status',
    ...timed(hit),
    status: 503,
    headers: { 'Retry-After': '1' },
  })),
  callFault('malformed', 'malfd', (hit) => ({ kind: 'malformedJson', ...timed(hit) })),
  callFault('truncated', 'trunc', (hit) => ({ kind: 'truncated', ...timed(hit) })),
  {
    ...callFault('envelope', 'envel', (hit) => ({ kind: 'envelopeFailure', ...aimed(hit) })),
    fits: (point) => named('pause', 'resume')(point) && point.moment === 'before',
  },
  {
    ...callFault('partial-pause', 'partl', (hit) => ({ kind: 'partialPause', ...aimed(hit) })),
    fits: (point) => named('pause')(point) && point.moment === 'before',
  },
  {
    // The change of the configuration is refused with a time-out, and applied later.
    ...callFault('change-late', 'cLate', (hit) => ({
      kind: 'changeTimesOut',
      ...aimed(hit),
      ms: LATE_CHANGE_MS,
    })),
    fits: (point) =>
      point.http?.component === 'rest' && named('pause', 'resume')(point) && point.moment === 'before',
  },
  leaderChange,
  restartWebApp,
  foreignResume,
];
