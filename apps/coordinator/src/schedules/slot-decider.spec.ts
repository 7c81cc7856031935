import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parseConfig, PlannedTimes } from '#config';
import { SlotTaken, type ScheduleState, type SlotRecord } from '#redis';
import { jitterOf } from '#domain';
import { ProblemError } from '../http/problem.error.ts';
import type { ConfiguredSchedule } from './configured-schedules.ts';
import { SlotDecider } from './slot-decider.ts';

const MINUTE = 60_000;
const CRON = '* * * * *';

function booked(over = ''): ConfiguredSchedule {
  const [cluster] = parseConfig(
    `clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://z:1 }
    records: { engine: elasticsearch, url: http://e:1, repository: r }
    schedules: [{ name: often, cron: "${CRON}"${over} }]`,
    {},
  ).clusters;
  const schedule = cluster!.schedules[0]!;
  return {
    cluster: cluster!,
    schedule,
    times: new PlannedTimes(CRON, 'UTC'),
    spec: `${CRON} UTC`,
    id: 'prod.often',
  };
}

/** The newest planned time, half a minute ago. */
const NEWEST = Date.parse('2026-11-25T12:00:00Z');
const NOW = NEWEST + MINUTE / 2;

let leads = true;
let state: ScheduleState | null;
let records: SlotRecord[];
let begun: { at: number }[];
let starts: { plannedAt: number; kind: string }[];
/** What each try to begin a run comes to; success when there is none left. */
let obstacles: (() => Error)[];
let busy: string | null;

function aState(minutesAgo: number, over: Partial<ScheduleState> = {}): ScheduleState {
  const cursor = NEWEST - minutesAgo * MINUTE;
  return {
    ...{
      spec: `${CRON} UTC`,
      cursor,
      paused: null,
      failures: 0,
      buffered: null,
      counts: {},
      open: new Map(),
    },
    raw: { cursor: String(cursor), paused: '', buffered: '' },
    ...over,
  };
}

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  Logger.overrideLogger(false);
  [state, records, begun, starts, obstacles, busy] = [aState(1), [], [], [], [], null];
  leads = true;
});

afterEach(() => {
  jest.restoreAllMocks();
  Logger.overrideLogger(['log', 'warn', 'error']);
});

function settler(): SlotDecider {
  const store = {
    find: () => Promise.resolve(state),
    begin: (_: string, __: string, given: { at: number }) => Promise.resolve(begun.push(given) > 0),
    record: (_: string, __: string, { write }: { write: SlotRecord }) => {
      records.push(write);
      if (state) state = { ...state, cursor: write.cursor, buffered: write.buffered };
      return Promise.resolve(true);
    },
  };
  const runs = {
    busyWith: () => Promise.resolve(busy),
  };
  const backups = {
    start: (_: string, __: unknown, ___: unknown, claim: { plannedAt: number; kind: string }) => {
      const obstacle = obstacles.shift();
      if (obstacle) return Promise.reject(obstacle());
      starts.push({ plannedAt: claim.plannedAt, kind: claim.kind });
      busy = 'backup';
      if (claim.kind === 'buffered') state = { ...state!, buffered: null };
      else state = { ...state!, cursor: claim.plannedAt };
      return Promise.resolve({ kind: 'backup', number: 42 });
    },
  };
  const leader = { leads };
  return new SlotDecider(store as never, runs as never, backups as never, leader as never);
}

/** One whose jitter for the newest time is not over yet. */
function lateId(): string {
  for (let count = 0; ; count += 1)
    if (jitterOf(`prod.${count}`, NEWEST, 59_000) > MINUTE / 2) return `prod.${count}`;
}

const results = () => records.flatMap(({ slots }) => slots.map(({ result }) => result));

describe('settling a schedule', () => {
  it('begins where nothing is on record, or for other planned times, and runs nothing then', async () => {
    for (const before of [null, aState(600, { spec: '0 * * * * UTC' })]) {
      state = before;
      await settler().settle(booked());
    }
    expect([begun.length, starts, records]).toEqual([2, [], []]);
    expect(begun[0]!.at).toBe(NOW);
  });

  it('of which the planned times changed is left to the leader, whose file decides', async () => {
    leads = false;
    state = aState(600, { spec: '0 * * * * UTC' });
    await settler().settle(booked());
    expect([begun, starts, records]).toEqual([[], [], []]);
    state = null;
    await settler().settle(booked());
    expect(begun).toHaveLength(1);
  });

  it('begins one run for the newest of many, and counts the others', async () => {
    state = aState(70);
    await settler().settle(booked());
    expect(starts).toEqual([{ plannedAt: NEWEST, kind: 'planned' }]);
    expect(records).toHaveLength(1);
    expect([records[0]!.slots.length, records[0]!.counts]).toEqual([49, { missed: 69 }]);
  });

  it('leaves it to the process that was faster', async () => {
    obstacles = [
      () => {
        state = aState(0);
        return new SlotTaken('prod', 'often');
      },
    ];
    await settler().settle(booked());
    expect([starts, records]).toEqual([[], []]);
  });

  it('decides again when a run came in between: by then the cluster is busy', async () => {
    obstacles = [
      () => {
        busy = 'restore';
        return new ProblemError('cluster-busy', 'busy');
      },
    ];
    await settler().settle(booked());
    expect([starts, results()]).toEqual([[], ['skipped']]);
  });

  it('tries again when another run took its number, and reports it when none can be started', async () => {
    obstacles = [() => new ProblemError('backup-id-not-above-last', 'taken')];
    await settler().settle(booked());
    expect([starts.length, results()]).toEqual([1, []]);
    [state, busy] = [aState(1), null];
    obstacles = Array.from({ length: 9 }, () => () => new ProblemError('backup-id-not-above-last', 'taken'));
    await settler().settle(booked());
    expect([starts.length, results(), records[0]?.counts]).toEqual([1, ['failed'], { failed: 1 }]);
    expect(records[0]?.slots[0]?.reason).toBe('taken');
  });

  it('leaves the planned time as it is while Redis does not answer', async () => {
    obstacles = [() => new Error('Connection is closed.')];
    await expect(settler().settle(booked())).rejects.toThrow('Connection is closed.');
    expect([records, state!.cursor]).toEqual([[], NEWEST - MINUTE]);
  });

  it('looks again when jitter is over, and soon while a set is deleted', async () => {
    const later = await settler().settle({ ...booked(', jitter: 59s'), id: lateId() });
    expect(later! - NEWEST).toBeGreaterThan(MINUTE / 2);
    expect([starts, records]).toEqual([[], []]);
    busy = 'deletion';
    const soon = await settler().settle(booked());
    expect(soon).toBe(NOW + 2_000);
    expect([starts, records]).toEqual([[], []]);
  });

  it('begins what is buffered once the cluster is free', async () => {
    const buffered = NEWEST - 30 * MINUTE;
    state = aState(0, { buffered });
    await settler().settle(booked(', overlap: buffer-one'));
    expect(starts).toEqual([{ plannedAt: buffered, kind: 'buffered' }]);
  });

  it('lets the newest time wait in its place when both have come', async () => {
    const buffered = NEWEST - 30 * MINUTE;
    state = aState(1, { buffered });
    await settler().settle(booked(', overlap: buffer-one'));
    expect(starts).toEqual([{ plannedAt: buffered, kind: 'buffered' }]);
    expect([results(), state.buffered]).toEqual([['buffered'], NEWEST]);
  });
});
