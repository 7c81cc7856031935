import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, jest } from '@jest/globals';
import type { Queue } from 'bullmq';
import { parseConfig, type ClusterConfig, type HoldfastConfig } from '#config';
import { journalEntrySchema, type JournalEntry, type RunJob } from '#contracts';
import {
  stepMemoryField,
  type LeaseStore,
  type PauseWindows,
  type RunStore,
  type WindowAnswer,
} from '#redis';
import {
  pendingStep,
  procedureFor,
  stepsOf,
  type ComponentVersions,
  type RunKind,
  type RunRecord,
  type StepName,
  type StepRecord,
  type StepState,
  type UnfencedRun,
} from '#domain';
import { Metrics } from '#observability';
import { ClusterHolds } from './configuration/cluster-holds.ts';
import { ConfigInForce } from './configuration/config-in-force.ts';
import { RunConfigs } from './configuration/run-configs.ts';
import { DeadManSwitch } from './pauses/dead-man-switch.ts';
import { ObservedExporting } from './pauses/observed-exporting.ts';
import type { Busyness } from './pauses/busyness.ts';
import { PauseLine } from './pauses/pause-line.ts';
import { PauseMemory } from './pauses/pause-memory.ts';
import { FakeCoordination, FakeLeaseStore, FakeRunStore } from './fake-coordination.spec-support.ts';
import { FakeZeebe } from './fake-zeebe.spec-support.ts';
import { StepContexts } from './steps/step-contexts.ts';
import { parseMemory, type StepMemory } from './steps/step-memory.ts';
import { StepRunner } from './steps/step-runner.ts';

Logger.overrideLogger(false);
// No directory: what one spec remembers of a pause is not there for the next.
process.env.HOLDFAST_STATE = '/dev/null/nowhere';

export const START = Date.parse('2026-01-01T12:00:00.000Z');

/** The clocks stand still, and move only by `pass`. */
export function standingClocks(): void {
  beforeEach(() => {
    jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
}

/** Time passes on both clocks, and timers that are due fire (ms). */
export function pass(ms: number): void {
  jest.advanceTimersByTime(ms);
}

/** A queue that keeps what was added, one job per id. */
export class FakeQueue {
  readonly jobs = new Map<string, { name: string; data: unknown; delay: number }>();
  trouble: Error | null = null;

  async add(name: string, data: unknown, { jobId, delay }: { jobId: string; delay: number }): Promise<void> {
    await Promise.resolve();
    if (this.trouble) throw this.trouble;
    if (!this.jobs.has(jobId)) this.jobs.set(jobId, { name, data, delay });
  }

  async remove(jobId: string): Promise<void> {
    await Promise.resolve();
    if (this.trouble) throw this.trouble;
    this.jobs.delete(jobId);
  }
}

/** `PauseWindows` without Redis: who has a place, and how often a place was kept. */
export class FakeWindows implements Pick<PauseWindows, 'enter' | 'hold' | 'leave' | 'most' | 'isAnyHere'> {
  most = 10;
  readonly open = new Set<string>();
  readonly line = new Set<string>();
  holds = 0;
  isAnyHere = false;
  trouble: Error | null = null;

  async enter({ runId }: { runId: string }): Promise<WindowAnswer> {
    await Promise.resolve();
    if (this.trouble) throw this.trouble;
    this.line.add(runId);
    const before = [...this.line].indexOf(runId);
    if (!this.open.has(runId) && this.open.size >= this.most)
      return { isOpen: false, open: this.open.size, before };
    this.line.delete(runId);
    this.open.add(runId);
    return { isOpen: true, open: this.open.size, before: 0 };
  }

  async hold({ runId }: { runId: string }): Promise<void> {
    await Promise.resolve();
    if (this.trouble) throw this.trouble;
    this.holds += 1;
    this.open.add(runId);
  }

  async leave({ runId }: { runId: string }): Promise<void> {
    await Promise.resolve();
    for (const each of [this.open, this.line]) each.delete(runId);
  }
}

/** One for each file: the default metrics of a process cost something. */
const metrics = new Metrics({
  app: 'spec',
  version: '0',
  clusters: () => [{ name: 'prod', schedules: [], pauseBudgetSeconds: 600 }],
});

/** What one process of Holdfast has. */
export interface FakeProcess {
  config: HoldfastConfig;
  inForce: ConfigInForce;
  configs: RunConfigs;
  holder: string;
  metrics: Metrics;
  store: RunStore;
  leases: LeaseStore;
  deadMan: DeadManSwitch;
  pauses: PauseMemory;
  contexts: StepContexts;
  runner: StepRunner;
  windows: PauseWindows;
  line: PauseLine;
}

type Begun = Partial<Omit<RunRecord, 'kind' | 'steps'>> & {
  kind?: RunKind;
  versions?: ComponentVersions;
  states?: Partial<Record<StepName, StepState>>;
};

/** One cluster, `prod`, with what it consists of: fakes with their own state, and real classes around them. */
export class RunWorld {
  readonly redis = new FakeCoordination();
  readonly zeebe = new FakeZeebe();
  readonly queue = new FakeQueue();
  readonly windows = new FakeWindows();
  /** The part of its time in which each process works. */
  readonly busyness = { now: 0, share: () => this.busyness.now };
  readonly metrics = metrics;
  readonly config: HoldfastConfig;
  readonly cluster: ClusterConfig;

  constructor() {
    metrics.registry.resetMetrics();
    this.config = parseConfig(
      `clusters:
  - name: prod
    version: "8.6"
    pauseBudget: 10m
    zeebe: { management: http://z:1 }
    operate: { management: http://o:1 }
    records: { engine: elasticsearch, url: http://e:1, repository: r }`,
      {},
    );
    this.cluster = this.config.clusters[0]!;
  }

  process(holder = 'worker@host-1'): FakeProcess {
    const deadMan = new DeadManSwitch(this.queue as unknown as Queue);
    const pauses = new PauseMemory(this.config);
    const store = new FakeRunStore(this.redis) as unknown as RunStore;
    const leases = new FakeLeaseStore(this.redis, this.config.lock.lease) as unknown as LeaseStore;
    const inForce = new ConfigInForce(this.config);
    const configs = new RunConfigs(inForce, store, new ClusterHolds(store, pauses, new ObservedExporting()));
    const contexts = new StepContexts(this.config, store, leases, holder, deadMan, pauses, configs);
    const windows = this.windows as unknown as PauseWindows;
    const line = new PauseLine(this.config, windows, this.busyness as unknown as Busyness);
    const runner = new StepRunner(this.config, leases, contexts, line);
    const engine = { deadMan, pauses, contexts, runner, windows, line };
    return { config: this.config, inForce, configs, holder, metrics, store, leases, ...engine };
  }

  /** A run that has started: a backup whose flow is running, unless it says otherwise. */
  begin({ kind = 'backup', states = {}, ...over }: Begun = {}): RunRecord {
    const procedure = procedureFor('8.4', new Set(this.cluster.components), kind)!;
    const steps = stepsOf(procedure).map((definition) => stepIn(states[definition.name], definition));
    const run = {
      ...{ cluster: 'prod', kind, number: 42, setId: 42, runId: 'run-a', procedure: procedure.name },
      ...{ version: '8.6.0', labels: {}, origin: { type: 'person', by: 'ada' } },
      ...{ phase: 'running', outcome: null, exporting: 'running', requestedAt: now(), finishedAt: null },
      ...{ cancelRequestedAt: null, pausedAt: null, resumedAt: null, checks: [], failure: null },
      ...{ versions: {}, measured: null, plan: null },
      ...over,
      steps,
    };
    return this.redis.begin(run as UnfencedRun);
  }

  /** The run owns a soft pause that every broker shows. @param leftMs until its deadline */
  pauseOf({ kind, number, runId, fence }: RunRecord, leftMs = 600_000): void {
    this.redis.intent = { kind, number, runId, fence, deadline: Date.now() + leftMs };
    this.zeebe.pause();
  }

  get run(): RunRecord {
    return this.redis.record(42)!;
  }

  step(name: StepName): StepRecord {
    return this.run.steps.find((step) => step.name === name)!;
  }

  memory(name: StepName): StepMemory {
    return parseMemory(this.redis.runs.get(42)!.get(stepMemoryField(name)) ?? null);
  }

  /** Every entry is one that readers understand. */
  get journal(): JournalEntry[] {
    return journalEntrySchema.array().parse(this.redis.journals.get(42));
  }

  /** Types of the journal's entries, with their step where they have one. */
  get story(): string[] {
    return this.journal.map(({ type, step }) => (step === null ? type : `${type} ${step}`));
  }

  /** The value of one series of a metric; 0 where it does not exist. */
  async metric(name: string, labels: Record<string, string>): Promise<number> {
    const found = await metrics.registry.getSingleMetric(`holdfast_${name}`)!.get();
    const series = found.values.find((value) =>
      Object.entries(labels).every(
        ([label, text]) => (value.labels as Record<string, unknown>)[label] === text,
      ),
    );
    return series?.value ?? 0;
  }
}

/** The payload of a job of this run. */
export function jobOf({ cluster, kind, number, runId, fence }: RunRecord): RunJob {
  return { cluster, kind, number, runId, fence };
}

function stepIn(
  state: StepState = 'pending',
  definition: Pick<StepRecord, 'name' | 'component'>,
): StepRecord {
  return { ...pendingStep(definition), state, ...(state === 'pending' ? {} : { startedAt: now() }) };
}

const now = (): string => new Date().toISOString();
