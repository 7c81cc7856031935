import { Injectable } from '@nestjs/common';
import { performance, type EventLoopUtilization } from 'node:perf_hooks';

/** Over less time a single long task would count as much work (ms). */
const OVER_MS = 250;

/** How busy this process was lately. */
@Injectable()
export class Busyness {
  private before: EventLoopUtilization = performance.eventLoopUtilization();
  private at = performance.now();
  private last = 0;

  /** The part of the last moments in which the event loop worked (0 to 1). Cheap, and may be asked any number of times. */
  share(): number {
    if (performance.now() - this.at < OVER_MS) return this.last;
    const now = performance.eventLoopUtilization();
    this.last = performance.eventLoopUtilization(now, this.before).utilization;
    [this.before, this.at] = [now, performance.now()];
    return this.last;
  }
}
