import type { Clock } from './clock.ts';

interface Alarm {
  readonly at: number;
  readonly action: () => void;
}

/** A clock for specs: time stands still until `advance` moves it, and alarms ring in their order. */
export class ManualClock implements Clock {
  private alarms: Alarm[] = [];

  constructor(private time = Date.parse('2026-11-23T05:56:57.000Z')) {}

  now(): number {
    return this.time;
  }

  wake(at: number, action: () => void): () => void {
    const alarm = { at, action };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  advance(ms: number): void {
    const end = this.time + ms;
    for (let next = this.nextUntil(end); next !== undefined; next = this.nextUntil(end)) {
      const { at, action } = next;
      this.alarms = this.alarms.filter((other) => other !== next);
      this.time = Math.max(this.time, at);
      action();
    }
    this.time = end;
  }

  private nextUntil(end: number): Alarm | undefined {
    return this.alarms.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
