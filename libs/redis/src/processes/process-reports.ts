import type { Redis } from 'ioredis';

const KEY = '{holdfast}:processes';
/** A process reports more often than this; one that did not is gone (ms). */
const GONE_MS = 30_000;
/** What a process left behind is removed after this (ms). */
const FORGOTTEN_MS = 600_000;

/** What a process says of its configuration. Times are RFC 3339. Nothing in it is secret. */
export interface ProcessReport {
  process: string;
  at: string;
  /** Of the file that is in force, without its secrets. */
  fingerprint: string;
  /** When that file was taken up. */
  loadedAt: string;
  /** Why the present file is not in force; null when it is. */
  refused: { since: string; problems: readonly string[] } | null;
  /** Clusters that are not as the file has them, until what holds them has ended. */
  held: readonly string[];
  /** Runs that began with another configuration than this process has, and that it leaves to others. */
  left: readonly { cluster: string; message: string }[];
}

/** What every process of the installation says of its configuration, for any coordinator to read. */
export class ProcessReports {
  constructor(private readonly redis: Redis) {}

  async report(report: ProcessReport): Promise<void> {
    await this.redis.hset(KEY, report.process, JSON.stringify(report));
  }

  /** Of this process, when it ends. Idempotent. */
  async leave(process: string): Promise<void> {
    await this.redis.hdel(KEY, process);
  }

  /** Of those that reported lately, by name. Removes what processes left behind that were killed. */
  async living(now = Date.now()): Promise<ProcessReport[]> {
    const all = Object.values(await this.redis.hgetall(KEY)).map((text) => JSON.parse(text) as ProcessReport);
    const ageOf = ({ at }: ProcessReport): number => now - Date.parse(at);
    const forgotten = all.filter((each) => ageOf(each) > FORGOTTEN_MS).map(({ process }) => process);
    if (forgotten.length > 0) await this.redis.hdel(KEY, ...forgotten);
    return all
      .filter((each) => ageOf(each) <= GONE_MS)
      .sort((one, other) => (one.process < other.process ? -1 : 1));
  }
}
