import { parseConfig } from '#config';
import { decideRetention, type RetentionSet, type RetentionVerdict, type RunKind } from '#domain';
import { MONTH_YAML } from './month.yaml.ts';
import { SimulatedSchedule } from './simulated-schedule.ts';

const MINUTE = 60_000;
const BACKUP_MS = 20 * MINUTE;

const at = (berlin: string) => Date.parse(berlin);

/** What happens in this month. Berlin's clocks are set back on 25 October, at 3 o'clock. */
const BEGINS = at('2026-10-10T00:00:00+02:00');
const ENDS = at('2026-11-10T00:00:00+01:00');
const OUTAGE = { from: at('2026-10-28T20:00:00+01:00'), until: at('2026-10-30T20:00:00+01:00') };
const RESTORE = { from: at('2026-10-20T11:50:00+02:00'), until: at('2026-10-20T13:10:00+02:00') };
const FAILS = at('2026-10-14T02:30:00+02:00');
const KEPT = at('2026-10-16T02:30:00+02:00');

export interface SimulatedSet extends RetentionSet {
  schedule: string;
  plannedAt: number;
  takenAt: number;
}

export interface Month {
  schedules: SimulatedSchedule[];
  /** Every set that was taken. */
  taken: SimulatedSet[];
  /** Backup ids in the order in which retention deleted them, and when. */
  deleted: { backupId: number; at: number; reasons: string[] }[];
  /** What is there at the end, newest first, and why. */
  left: (SimulatedSet & Pick<RetentionVerdict, 'reasons'>)[];
}

/** A month of schedules and retention by the rules that Holdfast runs by, in no time. */
export function simulateMonth(): Month {
  const [cluster] = parseConfig(MONTH_YAML, {}).clusters;
  const policy = cluster?.retention;
  if (!cluster || !policy) throw new Error('the month has no retention');
  const schedules = cluster.schedules.map((schedule) => new SimulatedSchedule(schedule, BEGINS));
  const month: Month = { schedules, taken: [], deleted: [], left: [] };
  let there: SimulatedSet[] = [];
  for (let now = nextEvent(schedules, there); now < ENDS; now = nextEvent(schedules, there)) {
    there = there.map((set) => ended(set, now));
    const completes = there.some((set) => set.state === 'complete' && endOf(set) === now);
    if (completes) there = retain(there, { now, month, policy });
    for (const schedule of schedules) {
      const plannedAt = schedule.settle(now, busyAt(now, there));
      if (plannedAt === null) continue;
      const set = newSet(schedule.config.name, plannedAt, now);
      there = [...there, set];
      month.taken.push(set);
    }
  }
  const newestFirst = there.map((set) => ended(set, ENDS)).reverse();
  const verdicts = decideRetention(newestFirst, policy, ENDS);
  month.left = newestFirst.map((set, index) => ({ ...set, reasons: verdicts[index]?.reasons ?? [] }));
  return month;
}

const endOf = ({ takenAt }: SimulatedSet): number => takenAt + BACKUP_MS;

function newSet(schedule: string, plannedAt: number, now: number): SimulatedSet {
  return {
    ...{ schedule, plannedAt, takenAt: now, backupId: now / 1000, state: 'running', foreign: false },
    ...{ kept: plannedAt === KEPT, neededBy: null },
  };
}

function ended(set: SimulatedSet, now: number): SimulatedSet {
  if (set.state !== 'running' || endOf(set) > now) return set;
  return { ...set, state: set.plannedAt === FAILS ? 'failed' : 'complete' };
}

function busyAt(now: number, there: readonly SimulatedSet[]): RunKind | null {
  if (now >= RESTORE.from && now < RESTORE.until) return 'restore';
  return there.some(({ state }) => state === 'running') ? 'backup' : null;
}

/** The next planned time or end of a run; what would happen while Holdfast is down happens when it is back. */
function nextEvent(schedules: readonly SimulatedSchedule[], there: readonly SimulatedSet[]): number {
  const ends = there.filter(({ state }) => state === 'running').map(endOf);
  const next = Math.min(...schedules.map(({ nextAt }) => nextAt), ...ends);
  return next >= OUTAGE.from && next < OUTAGE.until ? OUTAGE.until : next;
}

/** Deletes as retention does after a backup that completed. @returns what stays */
function retain(
  there: readonly SimulatedSet[],
  { now, month, policy }: { now: number; month: Month; policy: Parameters<typeof decideRetention>[1] },
): SimulatedSet[] {
  const verdicts = decideRetention(there, policy, now);
  const gone = verdicts.filter(({ verdict }) => verdict === 'delete');
  month.deleted.push(...gone.map(({ backupId, reasons }) => ({ backupId, at: now, reasons })));
  return there.filter(({ backupId }) => !gone.some((each) => each.backupId === backupId));
}
