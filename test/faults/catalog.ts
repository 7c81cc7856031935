import type { Fault } from './fault.ts';
import { FAULTS, isTriedAt } from './faults.ts';
import { pointsOf, type Point } from './points.ts';
import { DEFAULT_PROFILE, type SweepProfile } from './profile.ts';
import { seeded } from './random.ts';
import type { Strike } from './run-case.ts';

/** What is run in one go: one strike of the matrix, a pair, or none for a run that nothing disturbs. */
export interface Case {
  readonly name: string;
  readonly strikes: readonly Strike[];
}

export const caseName = (strikes: readonly Strike[]): string =>
  strikes.map(({ point, fault }) => `${point.id}/${fault.id}`).join('+') || 'undisturbed';

export const makeCase = (strikes: readonly Strike[]): Case => ({ name: caseName(strikes), strikes });

/** Every point with every fault that can happen there. */
export function matrixCases(
  wanted: { readonly points?: readonly string[]; readonly faults?: readonly string[] } = {},
  profile: SweepProfile = DEFAULT_PROFILE,
): Case[] {
  return pointsOf(profile)
    .filter((point) => isWanted(wanted.points, point.id))
    .flatMap((point) =>
      FAULTS.filter((fault) => isWanted(wanted.faults, fault.id) && isTriedAt(fault, point)).map((fault) =>
        makeCase([{ point, fault }]),
      ),
    );
}

/** The name of a point without a moment means both of its moments. */
function isWanted(names: readonly string[] | undefined, id: string): boolean {
  return names === undefined || names.includes(id) || names.includes(id.split(':')[0] ?? '');
}

/** One case of each kind of trouble, most of them inside the pause, for a few minutes of waiting. */
const FAST = [
  'begin-run:after/kill-coordinator',
  'submit-flow:before/kill-coordinator',
  'submit-flow:after/redis-kill',
  'trigger-operate:after/kill-worker',
  'trigger-operate:after/restart-web-app',
  'trigger-optimize:after/truncated',
  'accept-operate:before/redis-kill',
  'intent-pause:after/redis-kill',
  'pause:before/partial-pause',
  'pause:before/envelope',
  'pause:after/kill-worker',
  'pause:after/reset',
  'pause:after/stop-worker',
  'done-pause:after/redis-flush',
  'snapshot-records:after/hang',
  'snapshot-records:before/http-503',
  'accept-records:before/kill-worker',
  'trigger-zeebe:after/leader-change',
  'trigger-zeebe:after/malformed',
  'trigger-zeebe:before/stop-worker',
  'done-zeebe:before/redis-kill',
  'resume:before/envelope',
  'resume:before/kill-coordinator',
  'resume:after/refuse',
  'run-finished:before/redis-flush',
  'run-finished:after/kill-worker',
  'intent-zeebe:after/stop-long',
  'renewed-records:before/stop-long',
  'accept-records:after/worker-away',
  'pause:after/kill-all',
  'trigger-zeebe:after/redis-late',
  'trigger-zeebe:before/foreign-resume',
  'accept-records:after/redis-oom',
  'pause:after/redis-readonly',
  'trigger-zeebe:after/redis-hang',
  'pause:after/redis-busy',
  'done-zeebe:after/redis-failover',
  'pause:after/redis-setback',
  'resume:before/redis-setback',
  'trigger-zeebe:after/redis-noauth',
  'snapshot-records:after/redis-loading',
  'pause:after/redis-half-open',
  'snapshot-records:after/broker-down',
  'intent-resume:after/gateway-down',
  'trigger-zeebe:after/replica-inactive',
];

/** Another restart hits the brokers, which serve the web applications from 8.8 on. */
const OF_SEPARATE_APPS = ['trigger-operate:after/restart-web-app'];

/** What can only go wrong where everything is inside the pause, two parts of it at the same time. */
const PAUSE_FIRST = [
  'trigger-webapps:after/worker-away',
  'trigger-webapps:after/redis-hang',
  'trigger-webapps:before/http-503',
  'trigger-webapps:after/leader-change',
  'trigger-webapps:before/foreign-resume',
  'trigger-webapps:after/kill-all',
  'trigger-optimize:after/kill-worker',
  'trigger-optimize:after/broker-down',
];

/** What can only go wrong where a pause is a change of the configuration. */
const BY_REST = ['pause:before/change-late', 'resume:before/change-late'];

/**
 * Of a version that has no Operate of its own, what is tried there is tried on the web applications.
 * @throws Error as parseCase
 */
export function fastCases(profile: SweepProfile = DEFAULT_PROFILE): Case[] {
  const moved = FAST.filter((name) => !OF_SEPARATE_APPS.includes(name)).map((name) =>
    name.replace('-operate:', '-webapps:'),
  );
  const names = profile.pauseFirst ? [...moved, ...PAUSE_FIRST] : FAST;
  const tried = names.filter((name) => !profile.without?.some((fault) => name.endsWith(`/${fault}`)));
  return [...tried, ...(profile.rest ? BY_REST : [])].map((name) => parseCase(name, profile));
}

/** @throws Error for a point or a fault that does not exist */
export function parseCase(name: string, profile: SweepProfile = DEFAULT_PROFILE): Case {
  if (name === 'undisturbed') return makeCase([]);
  return makeCase(name.split('+').map((strike) => parseStrike(strike, profile)));
}

function parseStrike(text: string, profile: SweepProfile): Strike {
  const [pointId = '', faultId = ''] = text.split('/');
  const point = pointsOf(profile).find(({ id }) => id === pointId);
  const fault = FAULTS.find(({ id }) => id === faultId);
  if (!point) throw new Error(`there is no point "${pointId}"; --list shows them`);
  if (!fault) throw new Error(`there is no fault "${faultId}"; --list shows them`);
  if (!isTriedAt(fault, point)) throw new Error(`${faultId} cannot happen at ${pointId}`);
  return { point, fault };
}

/** Two strikes in one run, at different points, drawn from the whole matrix. */
export function randomPairs(count: number, seed: number, profile: SweepProfile = DEFAULT_PROFILE): Case[] {
  const all = matrixCases({}, profile).flatMap(({ strikes }) => strikes);
  const next = seeded(seed);
  const draw = (from: readonly Strike[]): Strike => {
    const strike = from[Math.floor(next() * from.length)];
    if (!strike) throw new Error('there is nothing to draw from');
    return strike;
  };
  return Array.from({ length: count }, () => {
    const first = draw(all);
    const second = draw(all.filter((other) => goTogether(first, other)));
    return makeCase(inOrder(first, second, profile));
  });
}

/** Whether both can happen in one run: at different points, and neither keeps the other from Redis. */
export function goTogether(one: Strike, other: Strike): boolean {
  const redis = [one.fault.redis, other.fault.redis];
  const blocked = redis.includes('occupies') && !redis.includes(undefined);
  return one.point.id !== other.point.id && !blocked;
}

function inOrder(a: Strike, b: Strike, profile: SweepProfile): Strike[] {
  const ids = pointsOf(profile).map(({ id }) => id);
  const place = (point: Point): number => ids.indexOf(point.id);
  return place(a.point) <= place(b.point) ? [a, b] : [b, a];
}

export const faultColumns = (): readonly Fault[] => FAULTS;
