import { Injectable, Logger } from '@nestjs/common';
import { SLOTS_KEPT, SlotTaken, ScheduleStore, RunStore, type ScheduleState } from '#redis';
import { decideSlots, jitterOf, nameOf, type DueSlots, type SlotDecision } from '#domain';
import { BackupsService } from '../backups/backups.service.ts';
import { ProblemError } from '../http/problem.error.ts';
import { Leader } from '../leader/leader.ts';
import { dueAt, type ConfiguredSchedule } from './configured-schedules.ts';
import { recordOf, slotOf, whyPaused } from './slot-record.ts';

/** How often a decision is made again when the facts changed in between. */
const TRIES = 5;
/** When to look again at a planned time that waits for a deletion (ms). */
const WAIT_MS = 2_000;

/** What one look came to. */
interface Look {
  /** The facts changed under it: look again at once. */
  again: boolean;
  /** When something is to be decided next that no planned time announces (ms since the epoch). */
  next: number | null;
}

/**
 * Decides on every planned time that has come, and starts the runs that are due. Any process may call it, at any time and
 * any number of times: the run starts in the same step that takes its planned time, so no planned time starts two runs.
 */
@Injectable()
export class SlotDecider {
  private readonly logger = new Logger(SlotDecider.name);

  constructor(
    private readonly store: ScheduleStore,
    private readonly runs: RunStore,
    private readonly backups: BackupsService,
    private readonly leader: Leader,
  ) {}

  /**
   * @returns when to look again although no planned time comes then (ms since the epoch); null for never
   * @throws Error when Redis or a component does not answer; nothing is lost, call it again
   */
  async settle(booked: ConfiguredSchedule): Promise<number | null> {
    for (let tries = 1; ; tries += 1) {
      const { again, next } = await this.look(booked, tries === TRIES);
      if (!again || tries === TRIES) return next;
    }
  }

  private async look(booked: ConfiguredSchedule, isLast: boolean): Promise<Look> {
    const { cluster, schedule, spec } = booked;
    const now = Date.now();
    const state = await this.store.find(cluster.name, schedule.name);
    // Coordinators take up a change one after the other. Two that disagree would each begin it again, and lose what was
    // planned in between: the leader decides, at its next look.
    if (state !== null && state.spec !== spec && !this.leader.leads) return { again: false, next: null };
    // New, changed, or Redis lost its data: it begins now, whatever was planned before.
    if (state?.spec !== spec) {
      const begun = await this.store.begin(cluster.name, schedule.name, { state, spec, at: now });
      return { again: !begun, next: null };
    }
    const { due, next } = dueSlots(booked, state, now);
    if (due.newest.length === 0 && state.buffered === null) return { again: false, next };
    const decision = await this.decide(booked, { state, due, now });
    const write = recordOf(decision, state, now);
    if (write && !(await this.store.record(cluster.name, schedule.name, { state, write })))
      return { again: true, next };
    this.tell(booked, decision);
    const started = decision.verdicts.find(({ result }) => result === 'started');
    const waits = decision.verdicts.some(({ result }) => result === 'waiting');
    if (started) {
      const changed = await this.start(booked, started.plannedAt, { state, isLast });
      // What waited for it to begin has its turn now.
      return { again: changed || waits, next };
    }
    return { again: false, next: waits ? now + WAIT_MS : next };
  }

  private async decide(
    { cluster, schedule, id }: ConfiguredSchedule,
    { state, due, now }: { state: ScheduleState; due: DueSlots; now: number },
  ): Promise<SlotDecision> {
    const { paused, buffered } = state;
    const { overlap, catchUp } = schedule;
    return decideSlots({
      ...{ now, due, buffered, overlap, catchUp },
      jitter: jitterOf(id, due.newest.at(-1) ?? 0, schedule.jitter),
      paused: paused && { since: Date.parse(paused.at), why: whyPaused(paused) },
      busy: await this.runs.busyWith(cluster.name),
    });
  }

  /** @returns whether to decide again */
  private async start(
    booked: ConfiguredSchedule,
    plannedAt: number,
    { state, isLast }: { state: ScheduleState; isLast: boolean },
  ): Promise<boolean> {
    const { cluster, schedule, id } = booked;
    const kind = plannedAt === state.buffered ? 'buffered' : 'planned';
    const origin = { type: 'schedule', by: null, schedule: schedule.name } as const;
    const claim = { schedule: schedule.name, kind, plannedAt } as const;
    try {
      const run = await this.backups.start(cluster, { labels: schedule.labels }, origin, claim);
      this.logger.log(`${id}: ${nameOf(run)} for ${new Date(plannedAt).toISOString()} begins`);
      return false;
    } catch (error) {
      // Another process was faster, or another run: both show at the next look.
      if (error instanceof SlotTaken) return true;
      if (!(error instanceof ProblemError)) throw error;
      if (isLast && error.kind !== 'cluster-busy') await this.fail(booked, plannedAt, error.message);
      return true;
    }
  }

  private tell({ id }: ConfiguredSchedule, { verdicts, uncounted }: SlotDecision): void {
    for (const { plannedAt, result, reason } of verdicts)
      if (result === 'skipped' || result === 'buffered')
        this.logger.log(`${id}: ${new Date(plannedAt).toISOString()} is ${result}: ${reason ?? ''}`);
    const missed = verdicts.filter(({ result }) => result === 'missed');
    const [last] = missed.slice(-1);
    if (last)
      this.logger.warn(
        `${id}: ${missed.length + uncounted.missed} planned times were missed, the last at ${new Date(last.plannedAt).toISOString()}`,
      );
  }

  private async fail(booked: ConfiguredSchedule, plannedAt: number, reason: string): Promise<void> {
    const { cluster, schedule, id } = booked;
    const state = await this.store.find(cluster.name, schedule.name);
    if (!state) return;
    const slots = [slotOf({ plannedAt, result: 'failed', reason, skipCause: null }, Date.now())];
    const buffered = state.buffered === plannedAt ? null : state.buffered;
    const write = { cursor: Math.max(state.cursor, plannedAt), buffered, slots, counts: { failed: 1 } };
    await this.store.record(cluster.name, schedule.name, { state, write });
    this.logger.error(`${id}: no run could be started for ${new Date(plannedAt).toISOString()}: ${reason}`);
  }
}

/** Planned times that have come with their jitter, and when the one that has not will. */
function dueSlots(
  booked: ConfiguredSchedule,
  state: ScheduleState,
  now: number,
): { due: DueSlots; next: number | null } {
  const split = state.paused ? Date.parse(state.paused.at) : Infinity;
  const { newest, earlier } = booked.times.between(state.cursor, now, { keep: SLOTS_KEPT, split });
  const last = newest.at(-1);
  if (last === undefined || dueAt(booked, last) <= now) return { due: { newest, earlier }, next: null };
  // Jitter is shorter than the interval, so only the last one can be early.
  return { due: { newest: newest.slice(0, -1), earlier }, next: dueAt(booked, last) };
}
