import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { BullModule } from '@nestjs/bullmq';
import { createIORedisClient, RedisConnection, type ConnectionOptions } from 'bullmq';
import { BullMQOtel } from 'bullmq-otel';
import { hostname } from 'node:os';
import type { Redis } from 'ioredis';
import { VERSION, type HoldfastConfig } from '#config';
import type { QueueName } from '#contracts';
import { QUEUE_PREFIX } from '#contracts/jobs';
import {
  createQueueClient,
  createRedis,
  IdentityStore,
  LeaseStore,
  PauseWindows,
  ProcessReports,
  queueConnection,
  REDIS,
  RunStore,
  StateVersion,
  waitForRedis,
} from '#redis';
import { Metrics, type MeasuredCluster } from '#observability';
import {
  Busyness,
  ClusterClients,
  ClusterHolds,
  CONFIG,
  CONFIG_IN_FORCE,
  ConfigInForce,
  ConfigStatus,
  DeadManSwitch,
  ObservedExporting,
  HOLDER,
  PauseLine,
  PauseMemory,
  PauseOwners,
  redisEndpoint,
  RunConfigs,
  RunFinalizer,
  RunObserver,
  StepContexts,
  StepRunner,
} from '#engine';
import { ConfigReloader } from './configuration/config-reloader.ts';
import { guardedStore } from './guarded-store.ts';
import { inWords, unusableRedis } from './redis/redis-guarantees.ts';
import { SchemaWatch } from './schema-watch.ts';

/** A run in line asks again far sooner, whatever the graces are (ms). */
const LINE_PATIENCE_MS = 30_000;
/** An app waits this long for Redis before it listens (ms). */
const START_MS = 5_000;

// Before the first queue is made. BullMQ would make plain clients, which keep a connection that never answers.
RedisConnection.clientFactory = (options) => createIORedisClient(createQueueClient(options));

/** Stores that every process has. Those of runs and leases share one observer, so that each event is counted once. */
const STORES: Provider[] = [
  RunObserver,
  { provide: StateVersion, useFactory: (redis: Redis) => new StateVersion(redis), inject: [REDIS] },
  {
    provide: RunStore,
    useFactory: (redis: Redis, observer: RunObserver) => new RunStore(redis, observer),
    inject: [REDIS, RunObserver],
  },
  {
    provide: LeaseStore,
    // `lock` is one of the sections that only a restart changes.
    useFactory: (redis: Redis, holder: string, { lock }: HoldfastConfig, observer: RunObserver) =>
      new LeaseStore(redis, holder, lock.lease, observer),
    inject: [REDIS, HOLDER, CONFIG, RunObserver],
  },
  {
    provide: PauseWindows,
    // Both sections are changed by a restart only.
    useFactory: (redis: Redis, { lock, steps }: HoldfastConfig) =>
      new PauseWindows(redis, {
        most: steps.pausesAtOnce,
        leaseMs: lock.lease,
        patienceMs: lock.lease + Math.max(steps.workerGrace, LINE_PATIENCE_MS),
      }),
    inject: [REDIS, CONFIG],
  },
  guardedStore(IdentityStore, (redis) => new IdentityStore(redis)),
  guardedStore(ProcessReports, (redis) => new ProcessReports(redis)),
];

/** What runs the steps. */
const STEPS: Provider[] = [Busyness, PauseLine, StepContexts, StepRunner];

/** What every process of Holdfast shares: configuration, Redis, BullMQ's connection, clients and the step runner. */
@Global()
@Module({})
export class CoreModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Redis');

  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  static forRoot(app: string, config: HoldfastConfig): DynamicModule {
    const logger = new Logger('Redis');
    const endpoint = redisEndpoint(config);
    const inForce = new ConfigInForce(config);
    return {
      module: CoreModule,
      imports: [
        BullModule.forRoot({
          prefix: QUEUE_PREFIX,
          // BullMQ passes them on to the factory above; its type knows less of them.
          connection: queueConnection(endpoint) as ConnectionOptions,
          // Carries the trace of a run through its flow; without an exporter it costs nothing.
          telemetry: new BullMQOtel({ tracerName: 'holdfast', version: VERSION }),
        }),
        BullModule.registerQueue({ name: 'finalize' satisfies QueueName }),
      ],
      providers: [
        { provide: CONFIG_IN_FORCE, useValue: inForce },
        { provide: CONFIG, useValue: inForce.view },
        { provide: Metrics, useValue: metricsOf(app, inForce.view) },
        { provide: HOLDER, useValue: `${app}@${hostname()}-${process.pid}` },
        { provide: REDIS, useFactory: () => createRedis(endpoint, (message) => logger.warn(message)) },
        ...STORES,
        SchemaWatch,
        ConfigStatus,
        ClusterHolds,
        RunConfigs,
        ConfigReloader,
        DeadManSwitch,
        PauseMemory,
        PauseOwners,
        ObservedExporting,
        RunFinalizer,
        ...STEPS,
        ClusterClients,
      ],
      exports: [
        CONFIG,
        CONFIG_IN_FORCE,
        ConfigStatus,
        RunConfigs,
        ProcessReports,
        HOLDER,
        Metrics,
        REDIS,
        StateVersion,
        RunStore,
        LeaseStore,
        PauseWindows,
        IdentityStore,
        SchemaWatch,
        DeadManSwitch,
        PauseMemory,
        PauseOwners,
        ObservedExporting,
        RunFinalizer,
        StepRunner,
        PauseLine,
        ClusterClients,
      ],
    };
  }

  /**
   * An app starts without Redis: it serves its health page, which reports that Redis is down.
   * @throws Error when Redis is of a kind that can never work
   */
  async onApplicationBootstrap(): Promise<void> {
    const problem = await waitForRedis(this.redis, START_MS)
      .then(() => unusableRedis(this.redis))
      .catch((error: unknown) => {
        this.logger.warn((error as Error).message);
        return null;
      });
    if (problem !== null) throw new Error(`redis.url cannot be used: ${inWords(problem)}`);
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }
}

function metricsOf(app: string, config: HoldfastConfig): Metrics {
  const clusters = (): MeasuredCluster[] =>
    config.clusters.map(({ name, pauseBudget, schedules }) => ({
      name,
      schedules: schedules.map((schedule) => schedule.name),
      pauseBudgetSeconds: pauseBudget / 1000,
    }));
  return new Metrics({ app, version: VERSION, clusters });
}
