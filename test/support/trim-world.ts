import type { Redis } from 'ioredis';
import { parseConfig, type ClusterConfig } from '#config';
import { HistoryTrimmer, type TrimResult } from '#engine';
import type { SetState } from '#domain';
import {
  AlertStore,
  ConfirmationStore,
  HistoryStore,
  PlanStore,
  RetentionStore,
  RunStore,
  ScheduleStore,
  SetNotes,
} from '#redis';
import type { CatalogueService } from '../../apps/coordinator/src/catalogue/catalogue.service.ts';
import { HistoryNeedsReader } from '../../apps/coordinator/src/history/history-needs.reader.ts';
import { historyRedis, HistoryWriter, type EndedRun } from './history-world.ts';
import type { TestRedis } from './redis.ts';

export const KEPT = 10;
const CLUSTER = parseConfig(
  `
history: { keep: { count: ${KEPT} } }
clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://gw:9600 }
    records: { engine: elasticsearch, url: http://es:9200, repository: camunda }
    schedules: [{ name: nightly, cron: "30 2 * * *" }]
`,
  {},
).clusters[0] as ClusterConfig;

/** What stays after `threeOldRuns`, whatever else does. */
export const NEWEST = [20, 21, 22, 23, ...Array.from({ length: KEPT }, (_, index) => 30 + index)];

/** A history on a real Redis, and what trims it. The test gives what the stores of the cluster show: `sets`. */
export class TrimWorld {
  /** Null where the stores cannot be read. */
  sets: Map<number, SetState> | null = new Map();
  readonly writer: HistoryWriter;
  private trimmer = this.newTrimmer();

  private constructor(
    readonly server: TestRedis,
    readonly redis: Redis,
  ) {
    this.writer = new HistoryWriter(redis);
  }

  static async create(): Promise<TrimWorld> {
    const { server, redis } = await historyRedis();
    return new TrimWorld(server, redis);
  }

  async close(): Promise<void> {
    this.redis.disconnect();
    await this.server.stop();
  }

  /** As if nothing had been there. */
  async empty(): Promise<void> {
    await this.redis.flushall();
    this.sets = new Map();
    this.trimmer = this.newTrimmer();
  }

  from<Store>(Made: new (redis: Redis) => Store): Store {
    return new Made(this.redis);
  }

  async onRecord(): Promise<number[]> {
    return (await this.redis.zrange('{holdfast:prod}:runs', '0', '-1')).map(Number);
  }

  trim(now = new Date()): Promise<TrimResult> {
    return this.trimmer.trim(CLUSTER, now);
  }

  /** By a process that has just started. */
  trimAsAnother(): Promise<TrimResult> {
    return this.newTrimmer().trim(CLUSTER);
  }

  /** Those that are given are the ones that may be needed; the others before 20 are as old, and nothing needs them. */
  async threeOldRuns(...needed: EndedRun[]): Promise<void> {
    await this.writer.write({ number: 1, outcome: 'rejected' });
    for (const each of needed) await this.writer.write(each);
    await this.writer.write({ number: 9, outcome: 'rejected' });
    // One of each kind and outcome is newer, so that none of the old ones is the newest of its own.
    await this.writer.write({ number: 20, outcome: 'completed' });
    await this.writer.write({ number: 21, outcome: 'failed' });
    await this.writer.write({ number: 22, kind: 'restore', setId: 20, outcome: 'completed' });
    await this.writer.write({ number: 23, kind: 'deletion', setId: 20, outcome: 'completed' });
    await this.writer.fill(30, KEPT);
  }

  /** The real reader on the real stores. What it reads from a cluster, history.spec.ts covers. */
  private newTrimmer(): HistoryTrimmer {
    const catalogue: Pick<CatalogueService, 'shown'> = {
      shown: (_, ids) =>
        Promise.resolve(
          this.sets && {
            sets: new Map([...this.sets].filter(([id]) => ids.includes(id))),
            readAt: Date.now() + 1,
          },
        ),
    };
    const needs = new HistoryNeedsReader(
      this.from(RunStore),
      this.from(HistoryStore),
      this.from(ScheduleStore),
      this.from(AlertStore),
      this.from(PlanStore),
      this.from(RetentionStore),
      this.from(SetNotes),
      this.from(ConfirmationStore),
      catalogue as CatalogueService,
    );
    return new HistoryTrimmer(this.from(HistoryStore), needs);
  }
}
