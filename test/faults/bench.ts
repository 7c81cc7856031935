import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  startSimulator,
  type Action,
  type ClusterState,
  type Effect,
  type FaultInput,
  type Simulator,
} from '../../apps/simulator/src/index.ts';
import { freePort } from '../support/ports.ts';
import { RedisProcess } from '../support/redis.ts';
import { clusterConfig } from '../support/world.ts';
import { APPS, isApp, type AppName } from './apps.ts';
import { Breakpoints } from './breakpoints.ts';
import type { Setback } from './case-record.ts';
import type { BuildCopy } from './build-copy.ts';
import { parseCaller } from './caller.ts';
import { Fleet } from './fleet.ts';
import { HoldfastApi } from './holdfast-api.ts';
import { isAtCall } from './points.ts';
import { DEFAULT_PROFILE, type SweepProfile } from './profile.ts';
import { caughtUp, demote, promote, startReplica } from './redis-failover.ts';
import { RedisTap } from './redis-tap/tap.ts';
import { settleNeighbour, type Belongings } from './neighbour.ts';
import { LEASE_MS, PAUSE_BUDGET_MS, SIMULATOR_SETTINGS, STEPS, ZEEBE } from './timing.ts';

export const CLUSTER = 'a';

interface BenchOptions {
  readonly profile?: SweepProfile;
  readonly pauseBudgetMs?: number;
  /** Settings of the steps that replace those of the sweep. */
  readonly steps?: Readonly<Record<string, string>>;
}

interface Parts {
  readonly profile: SweepProfile;
  readonly simulator: Simulator;
  readonly neighbour: Belongings;
  /** The one behind the taps. */
  redis: RedisProcess;
  readonly taps: ReadonlyMap<AppName, RedisTap>;
  readonly fleet: Fleet;
  readonly api: HoldfastApi;
  readonly breakpoints: Breakpoints;
}

/** What all cases run on, one after the other: simulator, Redis, the taps in front of it, and Holdfast. */
export class Bench {
  private readonly parts: Parts;
  /** When Redis lost everything, ms since the epoch. */
  readonly flushes: number[] = [];
  readonly setbacks: Setback[] = [];
  casesRun = 0;

  private constructor(parts: Parts) {
    this.parts = parts;
  }

  static async create(build: BuildCopy, name: string, options: BenchOptions = {}): Promise<Bench> {
    const breakpoints = new Breakpoints();
    const profile = options.profile ?? DEFAULT_PROFILE;
    const simulator = await startSimulator(
      { clusters: { [CLUSTER]: { ...profile.shape, zeebe: ZEEBE, settings: SIMULATOR_SETTINGS } } },
      { onCall: (_cluster, call, moment) => atCall(breakpoints, call, moment) },
    );
    const neighbour = await settleNeighbour(simulator, CLUSTER);
    const redis = await RedisProcess.create();
    const redisPort = Number(new URL(redis.url).port);
    const taps = new Map(APPS.map((app) => [app, tapOf(app, redisPort, breakpoints)]));
    await Promise.all([...taps.values()].map((tap) => tap.open()));
    const port = await freePort();
    const fleet = new Fleet({
      cwd: build.directory,
      directory: join(build.directory, name),
      redisUrl: (app) => taps.get(app)?.url ?? redis.url,
      config: {
        http: { port },
        steps: { ...STEPS, ...options.steps },
        lock: { lease: `${LEASE_MS}ms` },
        clusters: [
          clusterConfig(simulator, CLUSTER, `${options.pauseBudgetMs ?? PAUSE_BUDGET_MS}ms`, profile.rest),
        ],
      },
    });
    const api = new HoldfastApi(`http://127.0.0.1:${port}`, CLUSTER);
    const bench = new Bench({ profile, simulator, neighbour, redis, taps, fleet, api, breakpoints });
    try {
      await fleet.startAll();
      return bench;
    } catch (error) {
      await bench.close();
      throw error;
    }
  }

  get profile(): SweepProfile {
    return this.parts.profile;
  }

  get neighbour(): Belongings {
    return this.parts.neighbour;
  }

  get fleet(): Fleet {
    return this.parts.fleet;
  }

  get api(): HoldfastApi {
    return this.parts.api;
  }

  get redis(): RedisProcess {
    return this.parts.redis;
  }

  get breakpoints(): Breakpoints {
    return this.parts.breakpoints;
  }

  get state(): ClusterState {
    return this.parts.simulator.inspect(CLUSTER).state;
  }

  effects(since = 0): readonly Effect[] {
    return this.parts.simulator.inspect(CLUSTER, since).effects;
  }

  /** The number of the last effect. */
  mark(): number {
    return this.effects().at(-1)?.seq ?? 0;
  }

  fault(...faults: FaultInput[]): Promise<void> {
    return this.control('POST', 'faults', faults);
  }

  clearFaults(): Promise<void> {
    return this.control('DELETE', 'faults');
  }

  act(action: Action): Promise<void> {
    return this.control('POST', 'actions', action);
  }

  /** Redis dies, and its connections with it. */
  async killRedis(): Promise<void> {
    const ended = this.parts.redis.kill();
    await Promise.all([...this.parts.taps.values()].map((tap) => tap.close()));
    await ended;
  }

  async startRedis(): Promise<void> {
    await this.parts.redis.start();
    await this.openTaps();
  }

  private async openTaps(): Promise<void> {
    await Promise.all([...this.parts.taps.values()].map((tap) => tap.open()));
  }

  private moveTo(redis: RedisProcess): void {
    this.parts.redis = redis;
    for (const tap of this.parts.taps.values()) tap.pointTo(redis.port);
  }

  /**
   * A replica takes over behind the address of Redis. Open connections stay with the former primary, which refuses writes from
   * then on.
   * @returns the former primary
   */
  async failOver(): Promise<RedisProcess> {
    const former = this.parts.redis;
    const primary = await startReplica(former);
    await promote(primary);
    await demote(former, primary);
    this.moveTo(primary);
    return former;
  }

  /**
   * A replica that hears of nothing from now on.
   * @returns makes it take over, after the primary died
   */
  async lag(): Promise<() => Promise<void>> {
    const former = this.parts.redis;
    const replica = await startReplica(former);
    const from = Date.now();
    await caughtUp(replica, former);
    await promote(replica);
    return async () => {
      await this.killRedis();
      this.setbacks.push({ from, to: Date.now() });
      await former.stop();
      this.moveTo(replica);
      await this.openTaps();
    };
  }

  /** Drops every connection to Redis without a notice to either end. */
  loseConnections(): void {
    for (const tap of this.parts.taps.values()) tap.lose();
  }

  async flushRedis(): Promise<void> {
    await this.parts.redis.flush();
    this.flushes.push(Date.now());
  }

  /** Starts what is missing and removes what an earlier case left. */
  async repair(): Promise<void> {
    this.breakpoints.clear();
    await this.clearFaults();
    await Promise.all(APPS.map((app) => this.fleet.start(app)));
  }

  async close(): Promise<void> {
    this.breakpoints.clear();
    await this.fleet.killAll();
    await Promise.all([...this.parts.taps.values()].map((tap) => tap.close()));
    await this.parts.redis.stop();
    await this.parts.simulator.close();
  }

  /** Waits for a condition; false when it did not come true in time. */
  async until(condition: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
    const deadline = performance.now() + ms;
    while (performance.now() < deadline) {
      if (await condition()) return true;
      await sleep(150);
    }
    return false;
  }

  private async control(method: string, path: string, body?: unknown): Promise<void> {
    const url = `${this.parts.simulator.controlUrl}/clusters/${CLUSTER}/${path}`;
    const init =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(url, { method, ...init });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
  }
}

function tapOf(app: AppName, redisPort: number, breakpoints: Breakpoints): RedisTap {
  return new RedisTap(redisPort, async (act, moment) => {
    await breakpoints.reach((point) => point.redis?.(act) ?? false, moment, app);
  });
}

/** Only calls that a run makes are points: calls of the reconciler and of all others pass. */
async function atCall(
  breakpoints: Breakpoints,
  call: Parameters<typeof isAtCall>[1] & { readonly caller: { readonly userAgent: string | null } },
  moment: 'before' | 'after',
): Promise<'drop' | undefined> {
  const caller = parseCaller(call.caller.userAgent);
  if (!caller) return undefined;
  const app = isApp(caller.app) ? caller.app : null;
  return breakpoints.reach((point) => point.http !== null && isAtCall(point.http, call, app), moment, app);
}
