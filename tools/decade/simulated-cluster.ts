import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { ClusterConfig } from '#config';
import type { HistoryTrimmer } from '#engine';
import { journalEntry, RunStore, ScheduleStore, SetNotes } from '#redis';
import { pendingStep, type RunKind, type UnfencedRun } from '#domain';
import type { RealRun, RealRuns } from './real-runs.ts';

const HOUR = 3_600_000;
const SCHEDULE = 'hourly';
/** How many sets retention leaves. */
export const SETS = 48;
/** One backup in this many fails. */
const FAILS_EVERY = 200;

/**
 * One cluster with an hourly schedule and a retention that keeps the newest sets, in simulated time. Its runs are started, written,
 * ended and noted by the scripts of the product; what they hold is what real runs held.
 */
export class SimulatedHistory {
  /** Ids of the sets that are there, oldest first. */
  readonly sets: number[] = [];
  runs = 0;
  private readonly store: RunStore;
  private readonly schedules: ScheduleStore;
  private readonly notes: SetNotes;
  private hours = 0;

  constructor(
    redis: Redis,
    private readonly cluster: ClusterConfig,
    private readonly real: RealRuns,
    private readonly trimmer: HistoryTrimmer,
  ) {
    this.store = new RunStore(redis);
    this.schedules = new ScheduleStore(redis);
    this.notes = new SetNotes(redis);
  }

  async begin(at: number): Promise<void> {
    const { name } = this.cluster;
    await this.store.markKnown(name);
    await this.schedules.begin(name, SCHEDULE, { state: null, spec: '0 * * * * UTC', at });
  }

  /** The backup of one hour, the deletion that retention begins after it, and the trimming after each. */
  async hour(at: number): Promise<void> {
    this.hours += 1;
    const fails = this.hours % FAILS_EVERY === 0;
    const number = at / 1_000;
    await this.play(fails ? this.real.failed : this.real.completed, {
      ...{ kind: 'backup', number, setId: number, at },
      claim: { schedule: SCHEDULE, kind: 'planned', plannedAt: at },
    });
    await this.noteOutcome(number, fails);
    await this.trimmer.trim(this.cluster, new Date(at + HOUR / 4));
    this.sets.push(number);
    if (this.sets.length > SETS) await this.deleteOldest(at + HOUR / 2);
  }

  private async deleteOldest(at: number): Promise<void> {
    const setId = this.sets[0] ?? 0;
    const number = at / 1_000;
    await this.notes.write(this.cluster.name, setId, { name: 'deletionId', value: number });
    await this.play(this.real.deletion, { kind: 'deletion', number, setId, at });
    this.sets.shift();
    await this.trimmer.trim(this.cluster, new Date(at + HOUR / 4));
  }

  private async play(
    real: RealRun,
    given: {
      kind: RunKind;
      number: number;
      setId: number;
      at: number;
      claim?: { schedule: string; kind: 'planned'; plannedAt: number };
    },
  ): Promise<void> {
    const { number, setId, at, claim } = given;
    const cluster = this.cluster.name;
    const runId = randomBytes(6).toString('hex');
    const own = { cluster, number, setId, runId, requestedAt: new Date(at).toISOString() };
    const { steps } = real.run;
    const fresh = { ...real.run, ...own, phase: 'preflight', outcome: null, finishedAt: null };
    const begun = { ...fresh, steps: steps.map(pendingStep) } as UnfencedRun;
    const [first = journalEntry({ type: 'run-accepted', by: '', message: '' }), ...entries] = real.journal;
    const options = { holder: 'decade', leaseMs: 30_000, now: new Date(at), entry: first, claim };
    const fence = await this.store.begin(begun, options);
    const ended = { finishedAt: new Date(at + HOUR / 4).toISOString(), outcome: real.run.outcome ?? '' };
    const kept: Record<string, string> = {
      ...stringsOf(own),
      phase: 'finalizing',
      finishedAt: '',
      outcome: '',
    };
    const fields = real.fields
      .filter(([name]) => name !== 'fence')
      .map(([name, value]): [string, string] => [name, kept[name] ?? value]);
    const reference = { cluster, kind: given.kind, number, runId, fence };
    await this.store.write(reference, { fields, entries: entries.slice(0, -1) });
    await this.store.write(reference, {
      fields: [...Object.entries(ended), ['phase', 'done']],
      entries: entries.slice(-1),
      release: true,
    });
    this.runs += 1;
  }

  private async noteOutcome(backupId: number, fails: boolean): Promise<void> {
    const { name } = this.cluster;
    const state = await this.schedules.find(name, SCHEDULE);
    if (state === null) throw new Error(`${name}: the schedule is gone`);
    const slot = await this.schedules.slot(name, SCHEDULE, state.open.get(backupId) ?? '');
    await this.schedules.noteOutcome(name, SCHEDULE, {
      state,
      note: {
        ...{ backupId, failures: 0, pause: null, retentionFor: null, again: null },
        slot: slot && { ...slot, outcome: fails ? 'failed' : 'completed' },
      },
    });
  }
}

function stringsOf(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}
