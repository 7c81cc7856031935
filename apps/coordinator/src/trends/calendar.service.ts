import { Injectable } from '@nestjs/common';
import { setImmediate as immediate } from 'node:timers/promises';
import type { Calendar } from '#contracts';
import { addressKey } from '#config';
import { RunStore, ScheduleStore } from '#redis';
import { plannedTogether, type PlannedRun } from '#domain';
import { ConfiguredSchedules, type ConfiguredSchedule } from '../schedules/configured-schedules.ts';
import { UsualTimesReader } from './usual-times.ts';

const HOUR_MS = 3_600_000;
/** A backup whose length is not known yet is taken to last this long (ms). */
const UNKNOWN_MS = 10 * 60_000;
/** Runs that are listed. */
const MOST = 2_000;

/** What is planned on several clusters. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly book: ConfiguredSchedules,
    private readonly schedules: ScheduleStore,
    private readonly usual: UsualTimesReader,
    private readonly runs: RunStore,
  ) {}

  /**
   * @param clusters by name; of others nothing is shown, and no overlap with them
   * @param hours how far ahead
   * @throws ioredis' error while Redis is down
   */
  async of(clusters: readonly string[], hours: number): Promise<Calendar> {
    const from = Date.now();
    const to = from + hours * HOUR_MS;
    const seen = this.book.all.filter(({ cluster }) => clusters.includes(cluster.name));
    const states = await Promise.all(
      seen.map(({ cluster, schedule }) => this.schedules.find(cluster.name, schedule.name)),
    );
    const active = seen.filter((_, index) => !states[index]?.paused);
    const lengths = await this.lengthsOf(active);
    const most = Math.max(1, Math.floor(MOST / Math.max(1, active.length)));
    const planned: { engine: string; runs: PlannedRun[]; more: boolean }[] = [];
    for (const booked of active) {
      // Each takes a moment: in between, others have their turn.
      await immediate();
      const { found, more } = timesOf(booked, { from, to, most });
      const length = lengths.get(booked.cluster.name) ?? UNKNOWN_MS;
      planned.push({
        engine: engineOf(booked),
        runs: found.map((at) => plannedRun(booked, at, length)),
        more,
      });
    }
    const engines = [...new Set(planned.map(({ engine }) => engine))];
    return {
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      engines: engines
        .map((engine) => planned.filter((each) => each.engine === engine).flatMap(({ runs }) => runs))
        .filter((runs) => runs.length > 0)
        .map(shownEngine),
      truncated: planned.some(({ more }) => more),
    };
  }

  private async lengthsOf(active: readonly ConfiguredSchedule[]): Promise<Map<string, number>> {
    const names = [...new Set(active.map(({ cluster }) => cluster.name))];
    const usual = await Promise.all(
      names.map(async (name) => {
        const newest = await this.runs.list(name, { limit: 2 });
        return this.usual.of(name, newest.find(({ phase }) => phase === 'done') ?? null);
      }),
    );
    return new Map(
      names.map((name, index) => {
        const seconds = usual[index]?.backup?.seconds;
        return [name, seconds === undefined ? UNKNOWN_MS : seconds * 1000];
      }),
    );
  }
}

function timesOf(
  { times }: ConfiguredSchedule,
  { from, to, most }: { from: number; to: number; most: number },
): { found: number[]; more: boolean } {
  const found = times.upTo(from, to, most + 1);
  return { found: found.slice(0, most), more: found.length > most };
}

/** What tells one search engine from another. A cluster without one shares none. */
function engineOf({ cluster }: ConfiguredSchedule): string {
  return cluster.records.engine === 'none' ? `none ${cluster.name}` : addressKey(cluster.records.url);
}

function plannedRun({ cluster, schedule }: ConfiguredSchedule, at: number, length: number): PlannedRun {
  return { cluster: cluster.name, schedule: schedule.name, from: at, until: at + length };
}

function shownEngine(runs: readonly PlannedRun[]): Calendar['engines'][number] {
  return {
    clusters: [...new Set(runs.map(({ cluster }) => cluster))],
    planned: runs.toSorted((a, b) => a.from - b.from).map(shownRun),
    overlaps: plannedTogether(runs).map(({ from, until, runs: together }) => ({
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
      runs: together.map(shownRun),
    })),
  };
}

function shownRun({ cluster, schedule, from, until }: PlannedRun) {
  return { cluster, schedule, at: new Date(from).toISOString(), until: new Date(until).toISOString() };
}
